using Remediator.Core.Common;
using Remediator.Core.Facts;
using Remediator.Core.Images;
using Remediator.Core.Plans;
using Remediator.Core.Policies.Language;
using Remediator.Core.PullTexts;
using Remediator.Core.Verdicts;
using Remediator.Core.Wording;
using static Remediator.Core.Tests.Situation;

namespace Remediator.Core.Tests.Verdicts;

/// <summary>Evidence that looks like a proof, and why it is not.</summary>
public class UnverifiedVerdictTests
{
    [Fact]
    public void A_role_s_own_deny_is_named_whichever_pull_action_it_denies()
    {
        PullFacts facts = Situation.Facts with
        {
            RepositoryPolicy = Policy(Deny($$"""{"AWS":"{{NodeRole}}"}""", "ecr:BatchGetImage")),
            IdentityPolicies = Identity(PullOnly, PolicyOf("""{"Effect":"Deny","Action":"ecr:GetDownloadUrlForLayer","Resource":"*"}""")),
        };
        Assert.Equal(Cause.IdentityPolicyDenies, Diagnosed(facts).Cause);
    }

    [Fact]
    public void A_boundary_that_does_not_allow_a_token_is_not_blamed_on_the_role_s_policies()
    {
        PullFacts facts = Situation.Facts with
        {
            Boundary =
            Policy(PolicyOf("""{"Effect":"Allow","Action":["ecr:BatchGetImage","s3:*"],"Resource":"*"}"""))
        };
        var verdict = Diagnosed(facts, Failure(Symptom.Unauthorized, text: "no basic auth credentials"));
        Assert.Equal((Cause.PermissionsBoundaryDenies, Confidence.Proved), (verdict.Cause, verdict.Confidence));
    }

    [Fact]
    public void A_repository_found_elsewhere_proves_nothing_while_a_cache_rule_may_serve_the_name()
    {
        PullFacts facts = Situation.Facts with
        {
            Image = RepositoryMissing,
            Elsewhere = Fact.Of<IReadOnlyList<Place>>([new Place(Account, "eu-west-1")]),
            PullThroughRules = Fact.Gap<IReadOnlyList<PullThroughRule>>(Situation.Denied),
        };
        var verdict = Diagnosed(facts, Failure(Symptom.NotFound, text: "not found"));
        Assert.Equal((Cause.WrongRegistry, Confidence.Likely), (verdict.Cause, verdict.Confidence));
    }

    [Theory]
    [InlineData("nginx")]
    [InlineData("library/nginx")]
    public void A_missing_image_may_be_one_that_a_cache_rule_for_every_repository_should_have_imported(string repository)
    {
        var failure = Failure(Symptom.NotFound, $"{Account}.dkr.ecr.{Region}.amazonaws.com/{repository}:1", "not found");
        var facts = Situation.Facts with { Image = Missing };
        Assert.True(OpenQuestions.Of(failure, facts, Diagnosis.Of(failure, facts)).PullThroughRules);
    }

    [Theory]
    [InlineData("team/", "team/app", true)]
    [InlineData("team", "team/app", true)]
    [InlineData("team/", "teammate/app", false)]
    public void A_prefix_ends_in_a_slash_whether_or_not_it_is_written(string prefix, string repository, bool covers) =>
        Assert.Equal(covers, PullThroughRule.For(repository, [new(prefix, "registry-1.docker.io", null)]) is not null);

    [Fact]
    public void A_deny_of_plain_http_leaves_no_doubt_about_a_pull()
    {
        PullFacts facts = Situation.Facts with
        {
            RepositoryPolicy = Policy(PolicyOf(
                $$"""{"Effect":"Deny","Principal":{"AWS":"{{NodeRole}}"},"Action":["ecr:BatchGetImage","ecr:GetDownloadUrlForLayer"]}""",
                """{"Effect":"Deny","Principal":"*","Action":"ecr:*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}""")),
        };
        Assert.IsType<Plan.PatchPolicy>(Planned(facts));
    }

    [Theory]
    [InlineData("2026-01-01T00:00:00Z", Cause.EndpointPolicyDenies)]
    [InlineData("2027-01-01T00:00:00Z", Cause.DeniedElsewhere)]
    public void An_endpoint_policy_with_a_date_is_evaluated_at_the_time_of_the_facts(string until, Cause cause)
    {
        var policy =
            PolicyOf(
                $$$$"""{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*","Condition":{"DateLessThan":"""
                    + $$$$"""{"aws:CurrentTime":"{{{{until}}}}"}}}""");
        PullFacts facts = Situation.Facts with
        {
            RepositoryPolicy = Policy(null),
            EndpointPolicies = Fact.Of<IReadOnlyList<EndpointPolicy>>([new EndpointPolicy(EndpointService.EcrDkr, "vpce-1", policy)]),
        };
        var verdict = Diagnosed(facts);
        Assert.Equal(cause, verdict.Cause);
        Assert.DoesNotContain(verdict.Unknowns, unknown => $"{unknown}".Contains("aws:CurrentTime", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("arn:aws:ecr:us-west-2:111122223333:repository/shop/ui", true)]
    [InlineData("arn:aws:ecr:us-west-2:111122223333:repository/shop", true)]
    [InlineData("arn:aws:ecr:eu-west-1:999988887777:repository/mirror/shop/ui", false)]
    public void An_IAM_error_about_another_repository_does_not_confirm_the_cause(string resource, bool agrees)
    {
        var text =
            $"403 Forbidden\ndenied: User: arn:aws:sts::{Account}:assumed-role/eks-node/i-0123456789abcdef0 is not authorized to perform: "
                + $"ecr:BatchGetImage "
            + $"on resource: {resource} with an explicit deny in a resource-based policy";
        var failure = Failure(text: text);
        Assert.Equal(agrees, Diagnosed(Situation.Facts, failure).Contradiction is null);
        Assert.Equal(agrees, Planned(Situation.Facts, failure: failure) is Plan.PatchPolicy);
    }

    [Fact]
    public void A_role_without_rights_may_be_allowed_in_the_repository_so_unread_tags_are_a_gap()
    {
        var facts = Situation.Facts with
        {
            RepositoryPolicy = Policy(null),
            IdentityPolicies = Identity(PolicyOf("""{"Effect":"Allow","Action":"ecr:GetAuthorizationToken","Resource":"*"}""")),
            RepositoryTags = Fact.Gap<IReadOnlyDictionary<string, string>>(Situation.Denied),
        };
        var verdict = Diagnosed(facts);
        Assert.Equal(Cause.IdentityPolicyDoesNotAllow, verdict.Cause);
        Assert.Contains(verdict.Unknowns, unknown => unknown["fact"]?.Messages is [{ Code: "fact.repository-tags" }]);
    }

    [Fact]
    public void A_policy_that_speaks_of_the_repository_s_tags_makes_unread_ones_a_gap()
    {
        var facts = Situation.Facts with
        {
            RepositoryPolicy = Policy(null),
            IdentityPolicies = Identity(PullOnly, PolicyOf(
                """{"Effect":"Deny","Action":"ecr:*","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/team":"x"}}}""")),
            RepositoryTags = Fact.Gap<IReadOnlyDictionary<string, string>>(Situation.Denied),
        };
        Assert.Contains(Diagnosed(facts).Unknowns, unknown => unknown["fact"]?.Messages is [{ Code: "fact.repository-tags" }]);
    }

    [Fact]
    public void Where_the_pulling_identity_is_unknown_the_statement_that_may_deny_it_is_named()
    {
        var facts = Situation.Facts with { Puller = Fact.Gap<Puller>(Situation.Denied) };
        var evidence = Assert.Single(Diagnosed(facts).Evidence, evidence => evidence.Step is Step.RepositoryPolicy);
        Assert.Equal((StepResult.Unknown, "repository-policy.may-deny-by-sid"), (evidence.Result, evidence.What.Code));
        Assert.Contains("statement 0 (\"new policy\")", $"{evidence.What}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_Deny_that_no_pull_meets_may_not_deny_an_unknown_one_either()
    {
        var facts = Situation.Facts with
        {
            Puller = Fact.Gap<Puller>(Situation.Denied),
            RepositoryPolicy = Policy(PolicyOf(
                """{"Effect":"Deny","Principal":"*","Action":"ecr:*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}""")),
        };
        var evidence = Assert.Single(Diagnosed(facts).Evidence, evidence => evidence.Step is Step.RepositoryPolicy);
        Assert.Equal("repository-policy.denies-nobody", evidence.What.Code);
    }

    [Theory]
    [InlineData("shop/*", "registry-policy.may-deny-by-sid")]
    [InlineData("other/*", "registry-policy.denies-nobody")]
    public void The_registry_policy_s_statement_that_may_deny_an_unknown_identity_is_named_too(string repositories, string code)
    {
        var facts = Situation.Facts with
        {
            Puller = Fact.Gap<Puller>(Situation.Denied),
            RepositoryPolicy = Policy(null),
            RegistryPolicy = Policy(PolicyOf(
                """{"Sid":"Fence","Effect":"Deny","Principal":{"AWS":"role"},"Action":"ecr:*","Resource":"place/path"}"""
                    .Replace("role", $"{NodeRole}", StringComparison.Ordinal)
                    .Replace("place", $"arn:aws:ecr:{Region}:{Account}:repository", StringComparison.Ordinal)
                    .Replace("path", repositories, StringComparison.Ordinal))),
            RegistryPolicyScope = Fact.Of(Core.Policies.Evaluation.RegistryPolicyScope.V2),
        };
        var evidence = Assert.Single(Diagnosed(facts).Evidence, evidence => evidence.Step is Step.RegistryPolicy);
        Assert.Equal((StepResult.Unknown, code), (evidence.Result, evidence.What.Code));
    }

    [Fact]
    public void Where_the_pulling_identity_is_unknown_a_policy_without_a_deny_is_no_proof_that_it_may_pull()
    {
        var facts = Situation.Facts with
        {
            Puller = Fact.Gap<Puller>(Situation.Denied),
            RepositoryPolicy = Policy(Deny("\"*\"", "ecr:PutImage")),
        };
        var evidence = Assert.Single(Diagnosed(facts).Evidence, evidence => evidence.Step is Step.RepositoryPolicy);
        Assert.Equal((StepResult.Unknown, "repository-policy.denies-nobody"), (evidence.Result, evidence.What.Code));
    }

    [Fact]
    public void What_decides_whether_a_policy_may_be_patched_is_among_the_unknowns_where_it_was_not_read()
    {
        var facts = Situation.Facts with
        {
            RepositoryTags = Fact.Gap<IReadOnlyDictionary<string, string>>(Message.Verbatim("ecr:ListTagsForResource is denied")),
            Self = Fact.Gap<RoleArn>(Message.Verbatim("sts:GetCallerIdentity is denied")),
        };
        Assert.Equal(
            ["tags of the repository: ecr:ListTagsForResource is denied", "the role of this program: sts:GetCallerIdentity is denied"],
            Diagnosed(facts).Unknowns.Select(unknown => $"{unknown}"));
    }
}
