using Remediator.Core.Audit;
using Remediator.Core.Audit.Lifecycle;
using Remediator.Core.Common;
using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Policies.Language;
using Remediator.Core.PullTexts;
using Remediator.Core.Verdicts;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests.Audit;

/// <summary>Would the next pull succeed? Handwritten facts, and the row that comes of them.</summary>
public class NextPullAuditTests
{
    private const string Now = "sha256:1111111111111111111111111111111111111111111111111111111111111111";
    private const string Before = "sha256:2222222222222222222222222222222222222222222222222222222222222222";

    private static readonly RepositoryImage s_image = new(Now, ["1.2.1"], Situation.Now.AddDays(-80)) { IsIndex = false };

    private static readonly ImageUse s_use = new(Situation.Failure(text: "") with { IsAhead = true })
    {
        Usages = [new Usage("default", new Workload("Deployment", "ui"), 2)],
        Digests = [Now],
        Shown = [new Platform("linux", "amd64")],
        MayRunOn = [new Platform("linux", "amd64")],
    };

    private static readonly PullFacts s_open = Situation.Facts with
    {
        RepositoryPolicy = Situation.Policy(null),
        EndpointPolicies = Fact.Of<IReadOnlyList<EndpointPolicy>>([]),
    };

    [Fact]
    public void Where_everything_was_read_and_nothing_denies_it_is_ok()
    {
        var row = Of(s_open);
        Assert.Equal((AuditResult.Ok, null, null), (row.Result, row.Cause, row.Next));
        Assert.Empty(row.Unknowns);
        Assert.Equal(CacheOnly.No, row.CacheOnly);
    }

    [Fact]
    public void A_policy_that_denies_is_named_while_the_pods_still_run()
    {
        var row = Of(s_open with { RepositoryPolicy = Situation.Policy(Situation.Denying) });
        Assert.Equal((AuditResult.WouldFail, Cause.RepositoryPolicyDenies, Confidence.Proved), (row.Result, row.Cause, row.Confidence));
        Assert.NotNull(row.Next);
        Assert.Contains(row.Evidence, evidence => evidence is { Step: Step.RepositoryPolicy, Result: StepResult.Fail });
    }

    [Theory]
    [InlineData("aws:PrincipalOrgID", "o-1")]
    [InlineData("aws:SourceVpce", "vpce-1")]
    public void A_Deny_under_a_condition_that_a_healthy_pull_may_meet_makes_it_unknown_and_names_the_key(string key, string value)
    {
        var row = Of(s_open with
        {
            RepositoryPolicy = Situation.Policy(Situation.PolicyOf($$"""
                {"Effect":"Deny","Principal":"*","Action":"ecr:*","Condition":{"StringNotEquals": { "{{key}}": "{{value}}" } } }
                """)),
        });
        Assert.Equal((AuditResult.Unknown, null), (row.Result, row.Cause));
        Assert.Contains(new Message("unknown.policy-input", ("key", key)), row.Unknowns);
    }

    [Fact]
    public void A_role_that_may_have_no_token_would_fail_before_any_image_is_asked_for() => Assert.Equal(
        Cause.IdentityPolicyDoesNotAllow,
        Of(s_open with
        {
            IdentityPolicies = Situation.Identity(Situation.PolicyOf(
                """{"Effect":"Allow","Action":["ecr:BatchGetImage","ecr:GetDownloadUrlForLayer"],"Resource":"*"}""")),
        }).Cause);

    [Fact]
    public void An_endpoint_policy_of_S3_that_lets_no_layer_through_would_fail_the_pull()
    {
        var ours = Situation.PolicyOf("""{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::ours/*"}""");
        Assert.Equal(Cause.EndpointPolicyDenies, Of(s_open with
        {
            EndpointPolicies = Fact.Of<IReadOnlyList<EndpointPolicy>>([new(EndpointService.S3, "vpce-1", ours)]),
        }).Cause);
    }

    [Theory]
    [InlineData("missing", Cause.ImageMissing)]
    [InlineData("archived", Cause.ImageArchived)]
    public void An_image_that_the_registry_does_not_serve_lives_in_the_caches_alone(string state, Cause cause)
    {
        var row = Of(s_open with
        {
            Image = state == "missing" ? Situation.Missing : Situation.Archived,
            PullThroughRules = Fact.Of<IReadOnlyList<PullThroughRule>>([]),
        }, isThere: false);
        Assert.Equal((AuditResult.WouldFail, cause, CacheOnly.Deleted), (row.Result, row.Cause, row.CacheOnly));
    }

    [Fact]
    public void A_missing_image_that_nobody_runs_is_in_no_cache() => Assert.Equal(CacheOnly.No, Of(
        s_open with { Image = Situation.Missing }, s_use with { Usages = [s_use.Usages[0] with { Pods = 0 }], Digests = [] },
        isThere: false).CacheOnly);

    [Fact]
    public void An_image_that_a_cache_fetches_again_is_not_called_missing()
    {
        var row = Of(s_open with
        {
            Image = Situation.Missing,
            PullThroughRules = Fact.Of<IReadOnlyList<PullThroughRule>>([new("shop", "registry-1.docker.io", null)]),
            IdentityPolicies = Situation.Identity(Situation.PolicyOf("""{"Effect":"Allow","Action":"ecr:*","Resource":"*"}""")),
        }, isThere: false);
        Assert.Equal(AuditResult.Unknown, row.Result);
        Assert.Contains(new Message("audit.filled-by-cache", ("upstream", "registry-1.docker.io")), row.Unknowns);
    }

    [Fact]
    public void A_tag_that_names_another_image_than_the_one_that_runs_is_said_although_the_pull_would_succeed()
    {
        var row = Of(s_open, s_use with { Digests = [Before] });
        Assert.Equal((AuditResult.Ok, CacheOnly.TagMoved), (row.Result, row.CacheOnly));
        Assert.True(row.IsNews);
        Assert.Equal(new Message("audit.next.tag-moved"), row.Next);
    }

    [Theory]
    [InlineData(true, "image.tag-moved-kept")]
    [InlineData(false, "image.tag-moved-gone")]
    [InlineData(null, "image.tag-moved")]
    public void Whether_the_registry_still_has_what_runs_is_said_where_it_is_known(bool? isKept, string code) =>
        Assert.Contains(Of(s_open, s_use with { Digests = [Before] }, kept: isKept switch { true => [Before], false => [], null => null })
            .Evidence, evidence => evidence.What.Code == code);

    [Fact]
    public void A_reference_by_digest_cannot_move() => Assert.Equal(CacheOnly.No, Of(s_open, s_use with
    {
        Digests = [Before],
        Pull = Situation.Failure(image: $"111122223333.dkr.ecr.us-west-2.amazonaws.com/shop/ui@{Before}", text: "") with { IsAhead = true },
    }).CacheOnly);

    [Theory]
    [InlineData(83, AuditResult.WouldFail)]
    [InlineData(86, AuditResult.WouldFail)]
    [InlineData(88, AuditResult.Ok)]
    public void A_lifecycle_rule_that_ends_the_image_within_a_week_would_fail_its_pulls(int days, AuditResult result)
    {
        var row = Of(s_open, expiry: OnDay(days));
        Assert.Equal(result, row.Result);
        Assert.Equal(Situation.Now.AddDays(days - 80), row.Expires);
        Assert.Equal(result is AuditResult.WouldFail ? Cause.ImageMissing : null, row.Cause);
    }

    [Fact]
    public void A_rule_that_archives_is_a_failure_of_its_own_name() => Assert.Equal(Cause.ImageArchived, Of(s_open, expiry:
        new Expiry.On(s_rule with { Archives = true }, Situation.Now)).Cause);

    [Fact]
    public void An_image_that_an_index_may_keep_is_only_likely_to_end() =>
        Assert.Equal(Confidence.Likely, Of(s_open, expiry: OnDay(81) with { MayBeListed = true }).Confidence);

    [Fact]
    public void A_count_says_how_many_pushes_are_left_and_no_day()
    {
        var row = Of(s_open, expiry: new Expiry.AfterPushes(s_rule, 3));
        Assert.Equal((AuditResult.Ok, null, 3), (row.Result, row.Expires, row.PushesLeft));
        Assert.Contains(row.Evidence, evidence => evidence.What.Equals(new Message("lifecycle.expires-after", ("rule", 1), ("pushes", 3))));
    }

    [Theory]
    [InlineData(1, 0, true)]
    [InlineData(3, 0, true)]
    [InlineData(4, 0, false)]
    [InlineData(4, 4, true)]
    public void An_image_that_the_next_pushes_end_is_a_warning_with_a_next_step(int pushes, int inADay, bool isWarned)
    {
        var row = Of(s_open, expiry: new Expiry.AfterPushes(s_rule, pushes) { PushedInADay = inADay });
        Assert.Equal((AuditResult.Ok, isWarned, isWarned), (row.Result, row.IsNews, row.IsExplained));
        Assert.Equal(isWarned ? [new Message("lifecycle.expires-after", ("rule", 1), ("pushes", pushes))] : [], row.Warnings);
        Assert.Equal(isWarned ? "lifecycle.next" : null, row.Next?.Code);
    }

    [Fact]
    public void One_push_more_makes_no_other_row_of_a_warning_and_its_end_does()
    {
        var (three, two) = (Of(s_open, expiry: new Expiry.AfterPushes(s_rule, 3)), Of(s_open, expiry: new Expiry.AfterPushes(s_rule, 2)));
        Assert.Equal(three.KeyIn(Situation.Scope), two.KeyIn(Situation.Scope));
        Assert.NotEqual(three.KeyIn(Situation.Scope), Of(s_open).KeyIn(Situation.Scope));
    }

    public static TheoryData<string> Gaps =>
    [
        "image", "puller", "identity policies", "boundary", "repository policy", "registry policy", "endpoint policies", "lifecycle policy",
    ];

    [Theory]
    [MemberData(nameof(Gaps))]
    public void What_could_not_be_read_makes_it_unknown_and_is_named(string missing)
    {
        var why = new Message("gap.aws.access-denied", ("action", "ecr:This"));
        var row = Of(missing switch
        {
            "image" => s_open with { Image = Fact.Gap<ImageInRepository>(why) },
            "puller" => s_open with { Puller = Fact.Gap<Puller>(why) },
            "identity policies" => s_open with { IdentityPolicies = Fact.Gap<IReadOnlyList<PolicyDocument>>(why) },
            "boundary" => s_open with { Boundary = Fact.Gap<PolicyDocument?>(why) },
            "repository policy" => s_open with { RepositoryPolicy = Fact.Gap<PolicyDocument?>(why) },
            "registry policy" => s_open with { RegistryPolicy = Fact.Gap<PolicyDocument?>(why) },
            "endpoint policies" => s_open with { EndpointPolicies = Fact.Gap<IReadOnlyList<EndpointPolicy>>(why) },
            _ => s_open,
        }, gap: missing == "lifecycle policy" ? why : null);
        Assert.Equal((AuditResult.Unknown, null), (row.Result, row.Cause));
        Assert.Contains(row.Unknowns, unknown => unknown.ToString().Contains("ecr:This", StringComparison.Ordinal));
    }

    [Fact]
    public void Another_platform_that_it_may_be_scheduled_to_makes_it_unknown() => Assert.Equal(AuditResult.Unknown, Of(s_open, s_use with
    {
        MayRunOn = [new Platform("linux", "amd64"), new Platform("linux", "arm64")],
    }).Result);

    [Fact]
    public void A_platform_that_nothing_has_shown_makes_it_unknown_however_alike_the_nodes_are()
    {
        var row = Of(s_open, s_use with { Shown = [], Digests = [] });
        Assert.Equal(AuditResult.Unknown, row.Result);
        Assert.Contains(row.Evidence, evidence => evidence is { What.Code: "platform.not-read", Result: StepResult.Unknown });
    }

    [Fact]
    public void A_workload_whose_pods_run_elsewhere_is_said_to_move() => Assert.Equal("audit.may-move", Of(s_open, s_use with
    {
        Usages = [new Usage("shop", new Workload("Deployment", "ui"), 0) { RunsElsewhere = true }],
    }).Evidence[0].What.Code);

    [Theory]
    [InlineData("Disabled", AuditResult.WouldFail)]
    [InlineData("PendingDeletion", AuditResult.WouldFail)]
    [InlineData("PendingImport", AuditResult.WouldFail)]
    [InlineData("Unavailable", AuditResult.WouldFail)]
    [InlineData("Enabled", AuditResult.Ok)]
    [InlineData("Updating", AuditResult.Ok)]
    [InlineData("Creating", AuditResult.Unknown)]
    [InlineData(null, AuditResult.Unknown)]
    public void The_state_of_the_key_decides_whatever_the_policies_allow(string? state, AuditResult result)
    {
        var facts = s_open with { EncryptionKey = Fact.Of<string?>("arn:aws:kms:us-west-2:111122223333:key/1") };
        var row = Of(facts, s_use with { Secrets = [Secret(1)] },
            key: state is null ? Fact.Gap<KeyState>(Situation.Denied) : Fact.Of(new KeyState(state)));
        Assert.Equal((result, result is AuditResult.WouldFail ? Cause.KmsKeyUnusable : null), (row.Result, row.Cause));
        Assert.Contains(row.Evidence, evidence => evidence.Command?.StartsWith("aws kms describe-key", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void Containers_that_wait_for_no_reason_that_can_be_seen_make_it_unknown() =>
        Assert.Equal(AuditResult.Unknown, Of(s_open, s_use with { Waiting = 1 }).Result);

    [Fact]
    public void Containers_whose_text_says_nothing_make_it_unknown() =>
        Assert.Equal(AuditResult.Unknown, Of(s_open, Failing(Symptom.Unknown, "something else")).Result);

    [Fact]
    public void A_pull_that_fails_now_is_judged_by_its_own_text()
    {
        var row = Of(s_open, Failing(Symptom.PlatformMismatch, "no match for platform in manifest: not found"));
        Assert.Equal((AuditResult.WouldFail, Cause.PlatformMissing), (row.Result, row.Cause));
        Assert.Contains(row.Evidence, evidence => evidence is { Step: Step.PodEvents, Result: StepResult.Fail });
        Assert.Equal("cause.PlatformMissing.next", row.Next!.Code);
    }

    [Fact]
    public void What_is_proved_of_the_next_pull_goes_before_what_the_text_only_makes_likely() => Assert.Equal(
        (Cause.RepositoryPolicyDenies, Confidence.Proved),
        Of(s_open with { RepositoryPolicy = Situation.Policy(Situation.Denying) },
            Failing(Symptom.Unauthorized, "no basic auth credentials")) is var row ? (row.Cause, row.Confidence) : default);

    [Fact]
    public void A_pull_that_fails_now_with_a_secret_is_not_excused_by_it() => Assert.Equal(
        (AuditResult.WouldFail, Cause.CredentialsExpired),
        Of(s_open, Failing(Symptom.TokenExpired, "authorization token has expired") with { Secrets = [Secret(2)] }) is var row
            ? (row.Result, row.Cause) : default);

    [Fact]
    public void A_pull_secret_does_not_matter_where_the_node_itself_may_pull() =>
        Assert.Equal(AuditResult.Ok, Of(s_open, s_use with { Secrets = [Secret(hoursOld: 1)] }).Result);

    [Theory]
    [InlineData(13, AuditResult.WouldFail, Cause.CredentialsExpired)]
    [InlineData(11, AuditResult.Unknown, null)]
    [InlineData(null, AuditResult.Unknown, null)]
    public void Where_the_node_may_not_pull_the_age_of_the_secret_decides(int? hoursOld, AuditResult result, Cause? cause)
    {
        var row = Denied(Secret(hoursOld));
        Assert.Equal((result, cause), (row.Result, row.Cause));
    }

    [Fact]
    public void A_secret_for_other_registries_is_no_token_of_ECR_however_old_and_the_denial_is_named()
    {
        var row = Denied(Secret(2400, "https://index.docker.io/v1/"));
        Assert.Equal((AuditResult.WouldFail, Cause.RepositoryPolicyDenies, Confidence.Proved), (row.Result, row.Cause, row.Confidence));
        Assert.Contains(row.Evidence, evidence => evidence.What.Code == "pull-secret.none");
    }

    [Fact]
    public void A_secret_that_is_not_there_helps_nobody() => Assert.Equal(
        Cause.RepositoryPolicyDenies, Denied(new PullSecret("default", "gone", Fact.Of<SecretContent?>(null))).Cause);

    [Fact]
    public void What_is_proved_of_the_node_is_a_warning_where_a_secret_may_still_get_the_image()
    {
        var row = Denied(Secret(null), Secret(2400, "https://index.docker.io/v1/"));
        Assert.Equal((AuditResult.Unknown, true), (row.Result, row.IsNews));
        Assert.Equal("audit.only-pull-secrets", Assert.Single(row.Warnings).Code);
        Assert.Equal("cause.RepositoryPolicyDenies.next", row.Next!.Code);
    }

    [Fact]
    public void What_is_only_likely_of_the_node_is_no_warning() => Assert.Empty(Of(
        s_open with
        {
            RepositoryPolicy = Situation.Policy(Situation.Denying),
            Puller = Fact.Of(((Fact<Puller>.Known)s_open.Puller).Value with { Proved = false }),
        },
        s_use with { Secrets = [Secret(null)] }).Warnings);

    [Fact]
    public void Commands_are_about_the_workload_since_a_pod_need_not_be_there()
    {
        var row = Of(s_open, s_use with { Usages = [new Usage("shop", new Workload("CronJob", "report"), 0)], Digests = [] });
        Assert.Equal("kubectl get -n shop cronjob/report", row.Evidence[0].Command);
        Assert.DoesNotContain(row.Evidence, evidence => evidence.Command?.Contains("ui-private-", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void The_key_of_a_row_does_not_change_with_the_day_and_does_with_the_answer()
    {
        var (today, tomorrow) = (Of(s_open, expiry: OnDay(81)), Of(s_open, expiry: OnDay(82)));
        Assert.Equal(today.KeyIn(Situation.Scope), tomorrow.KeyIn(Situation.Scope));
        Assert.NotEqual(today.KeyIn(Situation.Scope), Of(s_open).KeyIn(Situation.Scope));
    }

    private static readonly LifecycleRule s_rule = new(1, new TagSelection.Any(), LifecycleCount.DaysSincePush, 90, Archives: false);

    private static Expiry.On OnDay(int days) => new(s_rule, s_image.PushedAt.AddDays(days));

    private static ImageUse Failing(Symptom symptom, string text) => s_use with
    {
        Waiting = 1,
        Failing = [new FailingPull(Situation.Failure(symptom, text: text), null)],
    };

    private static AuditRow Denied(params PullSecret[] secrets) =>
        Of(s_open with { RepositoryPolicy = Situation.Policy(Situation.Denying) }, s_use with { Secrets = secrets });

    private static PullSecret Secret(int? hoursOld, string registry = "111122223333.dkr.ecr.us-west-2.amazonaws.com") =>
        new("default", "ecr", hoursOld is { } hours
            ? Fact.Of<SecretContent?>(new(Situation.Now.AddHours(-hours), [registry]))
            : Fact.Gap<SecretContent?>(Situation.Denied));

    private static AuditRow Of(PullFacts facts, ImageUse? use = null, Expiry? expiry = null, Message? gap = null,
        IReadOnlyList<string>? kept = null, bool isThere = true, Fact<KeyState>? key = null) =>
        NextPullAudit.Of(use ?? s_use, new AuditFacts(facts)
        {
            Image = isThere ? s_image : null,
            Lifecycle = gap is null
                ? Fact.Of<LifecyclePolicy?>(expiry is null ? null : new LifecyclePolicy([expiry.Rule]))
                : Fact.Gap<LifecyclePolicy?>(gap),
            Expiry = gap is null ? Fact.Of(expiry) : Fact.Gap<Expiry?>(gap),
            Kept = kept,
            Key = key,
        });
}
