using Remediator.Core.Common;
using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Policies.Language;
using Remediator.Core.PullTexts;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Tests.Verdicts;

public class DiagnosisTests
{
    private const string Other = "444455556666";

    [Fact]
    public void A_deny_in_the_repository_policy_is_verified_when_the_node_verifies_the_puller() =>
        Is(Cause.RepositoryPolicyDenies, Confidence.Proved, Situation.Facts);

    [Fact]
    public void A_puller_that_was_only_inferred_makes_the_verdict_likely() =>
        Is(Cause.RepositoryPolicyDenies, Confidence.Likely, Situation.Facts with { Puller = Situation.Inferred });

    [Fact]
    public void A_deny_on_the_role_takes_precedence_over_the_repository_s()
    {
        var identity = Situation.PolicyOf("""{"Effect":"Deny","Action":"ecr:*","Resource":"*"}""");
        Is(Cause.IdentityPolicyDenies, Confidence.Proved,
            Situation.Facts with { IdentityPolicies = Situation.Identity(Situation.PullOnly, identity) });
    }

    [Fact]
    public void A_role_without_a_policy_for_pulls_is_not_allowed() =>
        Is(Cause.IdentityPolicyDoesNotAllow, Confidence.Proved,
            Situation.Facts with { IdentityPolicies = Situation.Identity(), RepositoryPolicy = Situation.Policy(null) });

    [Fact]
    public void A_boundary_that_does_not_include_pulls_denies_them()
    {
        var boundary = Situation.PolicyOf("""{"Effect":"Allow","Action":"s3:*","Resource":"*"}""");
        Is(Cause.PermissionsBoundaryDenies, Confidence.Proved,
            Situation.Facts with { Boundary = Situation.Policy(boundary), RepositoryPolicy = Situation.Policy(null) });
    }

    [Fact]
    public void A_boundary_that_denies_pulls_is_named_before_the_repository()
    {
        var boundary = Situation.PolicyOf("""{"Effect":"Deny","Action":"ecr:BatchGetImage","Resource":"*"}""");
        Is(Cause.PermissionsBoundaryDenies, Confidence.Proved, Situation.Facts with { Boundary = Situation.Policy(boundary) });
    }

    [Fact]
    public void A_role_of_another_account_needs_the_repository_s_allow() =>
        Is(Cause.RepositoryPolicyDoesNotAllow, Confidence.Proved, OfOtherAccount with { RepositoryPolicy = Situation.Policy(null) });

    [Fact]
    public void A_role_of_another_account_needs_its_own_allow_too()
    {
        var allow = Situation.PolicyOf(
            $$"""{"Effect":"Allow","Principal":{"AWS":"{{Other}}"},"Action":["ecr:BatchGetImage","ecr:GetDownloadUrlForLayer"]}""");
        Is(Cause.IdentityPolicyDoesNotAllow, Confidence.Proved,
            OfOtherAccount with { RepositoryPolicy = Situation.Policy(allow), IdentityPolicies = Situation.Identity() });
    }

    [Fact]
    public void A_403_that_every_readable_policy_allows_comes_from_elsewhere() =>
        Is(Cause.DeniedElsewhere, Confidence.Likely, Situation.Facts with { RepositoryPolicy = Situation.Policy(null) });

    [Fact]
    public void A_deny_with_an_unknown_condition_is_likely_and_its_key_is_listed()
    {
        var fenced = Situation.PolicyOf(
            """{"Effect":"Deny","Principal":"*","Action":"ecr:BatchGetImage","Condition":{"StringNotEquals":"""
                + """{"aws:SourceVpce":"vpce-1"}}}""");
        var verdict = Is(Cause.RepositoryPolicyDenies, Confidence.Likely,
            Situation.Facts with { RepositoryPolicy = Situation.Policy(fenced) });
        Assert.Contains(verdict.Unknowns, unknown => $"{unknown}".Contains("aws:SourceVpce", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void An_unread_repository_policy_is_never_treated_as_missing() =>
        Is(Cause.Undetermined, Confidence.Unknown, Situation.Facts with { RepositoryPolicy = Fact.Gap<PolicyDocument?>(Situation.Denied) },
            "repository policy: access denied");

    [Fact]
    public void An_unknown_pulling_identity_leaves_the_cause_undetermined() =>
        Is(Cause.Undetermined, Confidence.Unknown, Situation.Facts with { Puller = Fact.Gap<Puller>(Situation.Denied) },
            "pulling identity: access denied");

    [Fact]
    public void Identity_policies_that_were_not_read_do_not_allow()
    {
        PullFacts facts = Situation.Facts with
        {
            IdentityPolicies = Fact.Gap<IReadOnlyList<PolicyDocument>>(Situation.Throttled),
            RepositoryPolicy = Situation.Policy(null)
        };
        Is(Cause.Undetermined, Confidence.Unknown, facts, "identity policies: throttled");
    }

    [Fact]
    public void A_boundary_that_was_not_read_may_deny_everything() =>
        Is(Cause.Undetermined, Confidence.Unknown,
            Situation.Facts with { Boundary = Fact.Gap<PolicyDocument?>(Situation.Denied), RepositoryPolicy = Situation.Policy(null) },
                "permissions boundary: access denied");

    [Fact]
    public void A_repository_that_is_missing_explains_even_a_403() =>
        Is(Cause.RepositoryMissing, Confidence.Proved, Situation.Facts with { Image = Situation.RepositoryMissing });

    public static TheoryData<string, Cause> Absences =>
        new() { { "missing", Cause.ImageMissing }, { "archived", Cause.ImageArchived }, { "repository", Cause.RepositoryMissing } };

    [Theory]
    [MemberData(nameof(Absences))]
    public void A_not_found_error_is_distinguished_by_the_response_of_ECR(string what, Cause cause)
    {
        var image = what switch { "missing" => Situation.Missing, "archived" => Situation.Archived, _ => Situation.RepositoryMissing };
        Is(cause, Confidence.Proved, Situation.Facts with { Image = image }, Situation.Failure(Symptom.NotFound));
    }

    [Fact]
    public void An_image_is_missing_even_if_nobody_knows_what_the_repository_holds_instead()
    {
        var unlisted = new ImageInRepository.Missing(Fact.Gap<IReadOnlyList<HeldImage>>(Situation.Denied));
        var verdict = Situation.Diagnosed(Situation.Facts with { Image = Fact.Of<ImageInRepository>(unlisted) },
            Situation.Failure(Symptom.NotFound));
        Assert.Equal((Cause.ImageMissing, Confidence.Proved), (verdict.Cause, verdict.Confidence));
        Assert.Contains("what else the repository holds: access denied", verdict.Unknowns.Select(one => $"{one}"));
    }

    [Fact]
    public void A_role_that_may_not_get_a_token_explains_a_401()
    {
        var noToken = Situation.PolicyOf(
            """{"Effect":"Allow","Action":["ecr:BatchGetImage","ecr:GetDownloadUrlForLayer"],"Resource":"*"}""");
        Is(Cause.IdentityPolicyDoesNotAllow, Confidence.Proved, Situation.Facts with { IdentityPolicies = Situation.Identity(noToken) },
            Situation.Failure(Symptom.Unauthorized));
    }

    [Fact]
    public void A_token_allowed_by_the_repository_s_tag_is_not_allowed()
    {
        var tagged = Situation.PolicyOf(
            """{"Effect":"Allow","Action":"ecr:*","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/team":"a"}}}""");
        Is(Cause.IdentityPolicyDoesNotAllow, Confidence.Proved,
            Situation.Facts with { IdentityPolicies = Situation.Identity(tagged), RepositoryTags = Situation.Tags(("team", "a")) },
                Situation.Failure(Symptom.Unauthorized));
    }

    [Fact]
    public void A_deny_whose_end_date_has_passed_denies_nobody() =>
        Is(Cause.DeniedElsewhere, Confidence.Likely, Situation.Facts with
        {
            RepositoryPolicy = Fact.Of<PolicyDocument?>(Situation.PolicyOf(
                """{"Effect":"Deny","Principal":"*","Action":"ecr:*","Condition":{"DateLessThan":"""
                    + """{"aws:CurrentTime":"2026-01-14T09:29:59Z"}}}""")),
        });

    [Fact]
    public void Tags_that_differ_only_in_case_are_one_key_with_two_values() =>
        Is(Cause.RepositoryPolicyDenies, Confidence.Likely, Situation.Facts with
        {
            RepositoryTags = Situation.Tags(("team", "a"), ("Team", "b")),
            RepositoryPolicy = Fact.Of<PolicyDocument?>(Situation.PolicyOf(
                """{"Effect":"Deny","Principal":"*","Action":"ecr:*","Condition":{"StringEquals":{"aws:ResourceTag/team":"a"}}}""")),
        });

    [Fact]
    public void A_401_of_a_role_that_may_get_a_token_is_about_credentials() =>
        Is(Cause.CredentialsMissing, Confidence.Likely, Situation.Facts, Situation.Failure(Symptom.Unauthorized));

    [Fact]
    public void A_ten_digit_account_is_not_a_registry()
    {
        var verdict = Is(Cause.NotEcr, Confidence.Proved, Situation.Facts,
            Situation.Failure(image: "1234567890.dkr.ecr.us-west-2.amazonaws.com/ui:1"));
        Assert.Contains(verdict.Evidence,
            step => step.Step is Step.ImageReference && $"{step.What}".Contains("has 10 digits", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_symptom_of_an_ECR_image_has_a_verdict_with_the_chain_s_first_steps() =>
        Assert.All(Enum.GetValues<Symptom>(), symptom => Assert.Equal(
            [Step.PodStatus, Step.PodEvents, Step.ImageReference],
            Situation.Diagnosed(Situation.Facts, Situation.Failure(symptom)).Evidence.Take(3).Select(step => step.Step)));

    [Fact]
    public void A_403_with_every_fact_known_fails_at_the_repository_policy_and_nowhere_else() =>
        Assert.Equal(
            [(Step.ImageReference, StepResult.Pass), (Step.ImageExists, StepResult.Pass), (Step.Puller, StepResult.Pass),
                (Step.IdentityPermissions, StepResult.Pass), (Step.RepositoryPolicy, StepResult.Fail),
                (Step.RegistryPolicy, StepResult.Pass)],
            Situation.Diagnosed(Situation.Facts).Evidence.Skip(2).Select(step => (step.Step, step.Result)));

    private static PullFacts OfOtherAccount => Situation.Facts with
    {
        Puller = Fact.Of(new Puller(RoleArn.Parse($"arn:aws:iam::{Other}:role/eks-node"), Situation.OfGroup, Proved: true, null)),
    };

    private static Verdict Is(Cause cause, Confidence confidence, PullFacts facts, PullFailure? failure = null)
    {
        var verdict = Situation.Diagnosed(facts, failure);
        Assert.Equal((cause, confidence), (verdict.Cause, verdict.Confidence));
        return verdict;
    }

    [Theory]
    [InlineData(true, Confidence.Proved)]
    [InlineData(false, Confidence.Likely)]
    public void The_kubelet_s_own_limit_may_hide_a_cause_that_unread_events_would_show(bool areRead, Confidence confidence)
    {
        var verdict = Situation.Diagnosed(Situation.Facts,
            Situation.Failure(Symptom.PullQpsExceeded, text: "pull QPS exceeded") with { EventsGap = areRead ? null : Situation.Denied });
        Assert.Equal((Cause.Throttled, confidence), (verdict.Cause, verdict.Confidence));
        Assert.Equal(areRead ? [] : ["pod events: access denied"], verdict.Unknowns.Select(one => $"{one}"));
    }

    private static void Is(Cause cause, Confidence confidence, PullFacts facts, string unknown) =>
        Assert.Contains(unknown, Is(cause, confidence, facts).Unknowns.Select(one => $"{one}"));
}
