using Remediator.Core.Common;
using Remediator.Core.Facts;
using Remediator.Core.Findings;
using Remediator.Core.Plans;
using Remediator.Core.Policies.Language;
using Remediator.Core.PullTexts;
using Remediator.Core.Verdicts;
using static Remediator.Core.Tests.Situation;

namespace Remediator.Core.Tests.Verdicts;

/// <summary>Repositories that ECR fills from an upstream, and what keeps it from that.</summary>
public class PullThroughTests
{
    private const string Repository = "docker-hub/library/nginx";
    private const string Secret = "arn:aws:secretsmanager:us-west-2:111122223333:secret:ecr-pullthroughcache/docker-hub";
    private const string Host = $"{Account}.dkr.ecr.{Region}.amazonaws.com";
    private const string Forbidden403 = "unexpected status from HEAD request: 403 Forbidden";
    private const string UpstreamRefused = Forbidden403 + "\ndenied: The authentication to the upstream registry failed. Verify that the "
        + "credentials provided in the pull through cache rule are correct, and try again.";

    private static readonly PullThroughRule s_hub = new("docker-hub", "registry-1.docker.io", Secret);

    private static readonly PolicyDocument s_import = PolicyOf("""
        {"Effect":"Allow","Resource":"*","Action":["ecr:GetAuthorizationToken","ecr:BatchGetImage","ecr:GetDownloadUrlForLayer",
            "ecr:BatchImportUpstreamImage"]}
        """);

    private static PullFacts Uncached => Situation.Facts with
    {
        Image = Missing,
        RepositoryPolicy = Policy(null),
        PullThroughRules = Rules(s_hub),
        Upstream = Fact.Of<UpstreamFailure?>(null),
    };

    [Fact]
    public void A_403_of_an_image_that_was_never_cached_is_the_cache_s_and_not_the_organization_s()
    {
        var verdict = Of(Symptom.Forbidden, Forbidden403, Uncached with { IdentityPolicies = Identity(s_import) });
        Assert.Equal((Cause.PullThroughCacheFailed, Confidence.Likely), (verdict.Cause, verdict.Confidence));
    }

    [Fact]
    public void A_right_that_the_role_lacks_proves_it_and_is_the_next_step()
    {
        var verdict = Of(Symptom.Forbidden, Forbidden403, Uncached);
        Assert.Equal((Cause.PullThroughCacheFailed, Confidence.Proved), (verdict.Cause, verdict.Confidence));
        Says(verdict, "pull-through.not-permitted", "ecr:BatchImportUpstreamImage");
        Assert.Contains("ecr:BatchImportUpstreamImage", $"{verdict.Next}");
        Assert.Contains(verdict.Evidence, evidence => evidence is { What.Code: "pull-through.not-permitted", Command: not null });
    }

    /// <summary>The registry policy may permit what the role's own policies do not.</summary>
    [Fact]
    public void A_right_that_an_unread_registry_policy_may_give_is_not_lacking()
    {
        var verdict = Of(Symptom.Forbidden, Forbidden403, Uncached with { RegistryPolicy = Fact.Gap<PolicyDocument?>(Denied) });
        Assert.NotEqual(Confidence.Proved, verdict.Confidence);
        Says(verdict, "pull-through.undecided", "ecr:BatchImportUpstreamImage");
        Assert.DoesNotContain(verdict.Evidence, evidence => evidence.What.Code == "pull-through.not-permitted");
    }

    [Fact]
    public void A_limit_of_the_upstream_is_no_quota_of_ECR()
    {
        const string text = "unexpected status from HEAD request: 429 Too Many Requests\ndenied: The request to the upstream registry "
            + "failed: toomanyrequests: You have reached your pull rate limit";
        Assert.Equal(Symptom.Throttled, PullText.Read(text).Symptom);
        var verdict = Of(Symptom.Throttled, text, Uncached);
        Assert.Equal(Cause.PullThroughCacheFailed, verdict.Cause);
        Assert.Contains(Secret, $"{verdict.Next}", StringComparison.Ordinal);
        Assert.Equal(Cause.Throttled, Of(Symptom.Throttled, "429 Too Many Requests", Uncached).Cause);
    }

    [Fact]
    public void That_the_rule_s_secret_was_not_checked_is_said() =>
        Says(Of(Symptom.Forbidden, Forbidden403, Uncached), "pull-through.not-validated",
            "not checked: whether the rule's secret or role exists");

    [Fact]
    public void An_image_that_is_cached_is_denied_by_what_denies_any_image() =>
        Assert.Equal(Cause.DeniedElsewhere, Of(Symptom.Forbidden, Forbidden403, Uncached with { Image = Present }).Cause);

    [Fact]
    public void A_repository_policy_that_denies_the_pull_is_named_first() =>
        Assert.Equal(Cause.RepositoryPolicyDenies,
            Of(Symptom.Forbidden, Forbidden403, Uncached with { RepositoryPolicy = Policy(Denying) }).Cause);

    [Fact]
    public void IAM_s_own_words_about_the_organization_stand() =>
        Assert.Equal(Cause.DeniedElsewhere, Of(Symptom.Forbidden, $"{Forbidden403}\ndenied: User: arn:aws:sts::{Account}:assumed-role/"
            + "eks-node/i-0123456789abcdef0 is not authorized to perform: ecr:BatchGetImage on resource: x with an explicit deny in a "
            + "service control policy", Uncached).Cause);

    [Theory]
    [InlineData(Symptom.Forbidden)]
    [InlineData(Symptom.Unauthorized)]
    [InlineData(Symptom.NotFound)]
    [InlineData(Symptom.ServerError)]
    public void A_text_about_the_upstream_s_authentication_names_the_rule_s_secret(Symptom symptom)
    {
        var verdict = Of(symptom, UpstreamRefused, Uncached);
        Assert.Equal((Cause.PullThroughCacheFailed, Confidence.Proved), (verdict.Cause, verdict.Confidence));
        Says(verdict, "pull-through.with-secret", Secret);
        Assert.Equal("pull-through.next.check-secret", verdict.Next?.Code);
        // ECR asked the upstream, so the right to do so is there
        Assert.DoesNotContain(verdict.Evidence, evidence => evidence.What.Code == "pull-through.not-permitted");
        Assert.Contains(verdict.Evidence, evidence => evidence.Command?.Contains("validate-pull-through-cache-rule",
            StringComparison.Ordinal) == true);
    }

    [Fact]
    public void A_text_about_the_upstream_stands_likely_while_the_rules_cannot_be_read()
    {
        var verdict = Of(Symptom.Forbidden, UpstreamRefused,
            Uncached with { PullThroughRules = Fact.Gap<IReadOnlyList<PullThroughRule>>(Situation.Denied) });
        Assert.Equal((Cause.PullThroughCacheFailed, Confidence.Likely), (verdict.Cause, verdict.Confidence));
        Assert.Contains(verdict.Unknowns, unknown => $"{unknown}".StartsWith("pull-through cache rules", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ecr:BatchImportUpstreamImage")]
    [InlineData("ecr:CreateRepository")]
    public void A_text_about_a_right_that_only_a_cache_needs_names_it(string action)
    {
        var verdict = Of(Symptom.Forbidden, Refused(action), Uncached with { Image = RepositoryMissing, CreationTemplates = Templates() });
        Assert.Equal((Cause.PullThroughCacheFailed, Confidence.Proved), (verdict.Cause, verdict.Confidence));
        Says(verdict, "pull-through.refused", action);
        Assert.Contains(action, $"{verdict.Next}");
    }

    [Fact]
    public void A_text_about_such_a_right_proves_nothing_of_another_role()
    {
        var text = Refused("ecr:BatchImportUpstreamImage").Replace("eks-node", "somebody", StringComparison.Ordinal);
        var verdict = Of(Symptom.Forbidden, text,
            Uncached with { IdentityPolicies = Identity(s_import) });
        Assert.Equal((Cause.PullThroughCacheFailed, Confidence.Likely), (verdict.Cause, verdict.Confidence));
    }

    [Fact]
    public void A_repository_policy_may_permit_the_import() =>
        Assert.DoesNotContain(Of(Symptom.NotFound, "not found", Uncached with
        {
            RepositoryPolicy = Policy(PolicyOf(
                $$"""{"Effect":"Allow","Principal":{"AWS":"{{NodeRole}}"},"Action":"ecr:BatchImportUpstreamImage"}""")),
        }).Evidence, evidence => evidence.What.Code == "pull-through.not-permitted");

    [Fact]
    public void A_repository_policy_that_cannot_be_read_leaves_the_right_open() =>
        Says(Of(Symptom.NotFound, "not found", Uncached with { RepositoryPolicy = Fact.Gap<PolicyDocument?>(Situation.Denied) }),
            "pull-through.undecided", "ecr:BatchImportUpstreamImage");

    [Fact]
    public void A_template_with_a_role_creates_the_repository_in_the_puller_s_place()
    {
        var verdict = Of(Symptom.NotFound, "not found", Uncached with
        {
            Image = RepositoryMissing,
            IdentityPolicies = Identity(s_import),
            CreationTemplates = Templates(new CreationTemplate("docker-hub", "arn:aws:iam::111122223333:role/creator")),
        });
        Says(verdict, "pull-through.created-by-template", "role/creator");
        Assert.DoesNotContain(verdict.Evidence, evidence => evidence.What.Code == "pull-through.not-permitted");
    }

    [Theory]
    [InlineData("docker-hub", null, true)]
    [InlineData("quay", "arn:aws:iam::111122223333:role/creator", true)]
    [InlineData("ROOT", "arn:aws:iam::111122223333:role/creator", false)]
    public void Only_a_template_that_covers_the_repository_and_has_a_role_spares_the_right_to_create(
        string prefix, string? role, bool lacks) =>
        Assert.Equal(lacks, Of(Symptom.NotFound, "not found", Uncached with
        {
            Image = RepositoryMissing,
            IdentityPolicies = Identity(s_import),
            CreationTemplates = Templates(new CreationTemplate(prefix, role)),
        }).Evidence.Any(evidence => evidence.What.Code == "pull-through.not-permitted"));

    [Fact]
    public void Templates_that_cannot_be_read_leave_the_right_to_create_open_and_are_named()
    {
        var verdict = Of(Symptom.NotFound, "not found", Uncached with
        {
            Image = RepositoryMissing,
            IdentityPolicies = Identity(s_import),
            CreationTemplates = Fact.Gap<IReadOnlyList<CreationTemplate>>(Situation.Denied),
        });
        Says(verdict, "pull-through.undecided", "ecr:CreateRepository");
        Assert.Contains(verdict.Unknowns, unknown => $"{unknown}".StartsWith("repository creation templates", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("210987654321", null, "pull-through.without-role", "pull-through.next.name-role")]
    [InlineData("210987654321", "arn:aws:iam::111122223333:role/cache", "pull-through.with-role", "pull-through.next.check-role")]
    [InlineData(Account, null, "pull-through.without-credentials", null)]
    public void An_upstream_in_ECR_is_pulled_as_the_rule_s_role_and_no_secret_is_spoken_of(
        string account, string? role, string shown, string? next)
    {
        var verdict = Of(Symptom.NotFound, "not found", Uncached with
        {
            IdentityPolicies = Identity(s_import),
            PullThroughRules = Rules(new PullThroughRule("docker-hub", $"{account}.dkr.ecr.us-east-1.amazonaws.com", null) { Role = role }),
        });
        Assert.Equal(Cause.PullThroughCacheFailed, verdict.Cause);
        Says(verdict, shown, account);
        Assert.Equal(next, verdict.Next?.Code);
        Assert.DoesNotContain("secret", $"{verdict.Next}", StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("registry-1.docker.io", "pull-through.without-secret")]
    [InlineData("acme.azurecr.io", "pull-through.without-secret")]
    [InlineData("ghcr.io", "pull-through.without-secret")]
    [InlineData("quay.io", "pull-through.without-credentials")]
    [InlineData("public.ecr.aws", "pull-through.without-credentials")]
    public void A_rule_without_a_secret_is_wrong_only_where_its_upstream_asks_for_one(string upstream, string code) =>
        Says(Of(Symptom.NotFound, "not found",
            Uncached with { PullThroughRules = Rules(new PullThroughRule("docker-hub", upstream, null)) }), code, upstream);

    [Fact]
    public void An_official_image_of_Docker_Hub_is_under_library()
    {
        var verdict = Diagnosis.Of(Failure(Symptom.NotFound, $"{Host}/docker-hub/nginx:1.29", "not found"),
            Uncached with { IdentityPolicies = Identity(s_import) });
        Says(verdict, "pull-through.library", "docker-hub/library/nginx");
        Assert.StartsWith("If this is an official Docker Hub image, use docker-hub/library/nginx", $"{verdict.Next}",
            StringComparison.Ordinal);
    }

    [Fact]
    public void Where_ECR_reported_that_the_upstream_failed_its_credentials_come_before_a_guess_about_the_name()
    {
        var verdict = Diagnosis.Of(Failure(Symptom.NotFound, $"{Host}/docker-hub/nginx:1.29", "not found"), Uncached with
        {
            IdentityPolicies = Identity(s_import),
            Upstream = Fact.Of<UpstreamFailure?>(new("Forbidden", "Unable to authenticate to upstream registry", "1.29", Now)),
        });
        Assert.StartsWith("Check that the image exists at registry-1.docker.io, and that the credentials", $"{verdict.Next}",
            StringComparison.Ordinal);
        Assert.EndsWith("use docker-hub/library/nginx as the repository in the image reference.", $"{verdict.Next}",
            StringComparison.Ordinal);
        Assert.Equal(StepResult.Unknown, verdict.Evidence.Single(one => one.What.Code == "pull-through.library").Result);
    }

    [Theory]
    [InlineData("1.29", true)]
    [InlineData(null, true)]
    [InlineData("1.28", false)]
    public void What_ECR_reported_is_told_of_the_image_it_was_about(string? tag, bool isTold) =>
        Assert.Equal(isTold, Of(Symptom.NotFound, "not found", Uncached with
        {
            Upstream = Fact.Of<UpstreamFailure?>(new("TooManyRequests", "rate limit exceeded", tag, Now)),
        }).Evidence.Any(evidence => $"{evidence.What}".Contains("TooManyRequests (rate limit exceeded)", StringComparison.Ordinal)));

    [Fact]
    public void What_ECR_reported_long_ago_is_told_and_proves_nothing()
    {
        var verdict = Of(Symptom.Forbidden, Forbidden403, Uncached with
        {
            IdentityPolicies = Identity(s_import),
            Upstream = Fact.Of<UpstreamFailure?>(new("AccessDenied", "x", "1.29", Now.AddHours(-2))),
        });
        Says(verdict, "pull-through.reported", "AccessDenied");
        Assert.Equal(Confidence.Likely, verdict.Confidence);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void A_cache_that_was_emptied_is_no_finding_about_the_next_pull_unless_it_cannot_be_filled(bool mayImport, bool isFound)
    {
        var use = Failure(Symptom.NotFound, $"{Host}/{Repository}:1.29", "") with { IsAhead = true };
        Assert.Equal(isFound, NextPull.Of(use, Uncached with { IdentityPolicies = Identity(mayImport ? s_import : PullOnly) }, Rails)
            is not null);
    }

    [Fact]
    public void The_plan_says_the_verdict_s_own_next_step()
    {
        var failure = Failure(Symptom.NotFound, $"{Host}/{Repository}:1.29", "not found");
        var verdict = Diagnosis.Of(failure, Uncached);
        Assert.Equal(verdict.Next, Plan.For(failure, Uncached, verdict, Rails).Why);
    }

    [Fact]
    public void A_text_about_the_upstream_opens_the_question_of_its_rule() =>
        Assert.True(OpenQuestions.Of(Failure(Symptom.Unauthorized, $"{Host}/{Repository}:1.29", UpstreamRefused),
            Situation.Facts, new Verdict(Cause.CredentialsMissing, Confidence.Likely, [], [])).PullThroughRules);

    private static Verdict Of(Symptom symptom, string text, PullFacts facts) =>
        Diagnosis.Of(Failure(symptom, $"{Host}/{Repository}:1.29", text), facts);

    private static void Says(Verdict verdict, string code, string words) => Assert.Contains(verdict.Evidence,
        evidence => evidence.What.Code == code && $"{evidence.What}".Contains(words, StringComparison.Ordinal));

    private static string Refused(string action) => $"{Forbidden403}\ndenied: User: arn:aws:sts::{Account}:assumed-role/eks-node/"
        + $"i-0123456789abcdef0 is not authorized to perform: {action} on resource: arn:aws:ecr:{Region}:{Account}:repository/{Repository} "
        + $"because no identity-based policy allows the {action} action";

    private static Fact<IReadOnlyList<PullThroughRule>> Rules(params PullThroughRule[] rules) =>
        Fact.Of<IReadOnlyList<PullThroughRule>>(rules);

    private static Fact<IReadOnlyList<CreationTemplate>> Templates(params CreationTemplate[] templates) =>
        Fact.Of<IReadOnlyList<CreationTemplate>>(templates);
}
