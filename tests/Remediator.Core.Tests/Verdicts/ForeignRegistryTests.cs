using Remediator.Core.Common;
using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Plans;
using Remediator.Core.Policies.Language;
using Remediator.Core.PullTexts;
using Remediator.Core.Verdicts;
using static Remediator.Core.Tests.Situation;

namespace Remediator.Core.Tests.Verdicts;

/// <summary>Registries of AWS, of other accounts and of other partitions.</summary>
public class ForeignRegistryTests
{
    private const string AddOns = "602401143452";

    private static readonly EndpointPolicy s_perimeter = new(EndpointService.EcrDkr, "vpce-1", PolicyOf(
        """
        {"Effect":"Allow","Principal":"*","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:ResourceAccount":"ours"}}}
        """.Replace("ours", Account, StringComparison.Ordinal)));

    /// <summary>What a registry of somebody else answers to us: nothing.</summary>
    private static PullFacts Unreadable => Situation.Facts with
    {
        Image = Fact.Gap<ImageInRepository>(Situation.Denied),
        RepositoryPolicy = Fact.Gap<PolicyDocument?>(Situation.Denied),
        RepositoryTags = Fact.Gap<IReadOnlyDictionary<string, string>>(Situation.Denied),
    };

    [Theory]
    [InlineData(AddOns, "ap-southeast-4", "491585149902")]
    [InlineData(AddOns, "me-central-1", "759879836304")]
    [InlineData("877085696533", "us-west-2", AddOns)]
    [InlineData("590381155156", "eu-south-2", "455263428931")]
    public void An_account_of_the_add_ons_that_does_not_serve_the_region_is_wrong_and_the_right_one_is_named(
        string account, string region, string right)
    {
        foreach (var symptom in (Symptom[])[Symptom.Forbidden, Symptom.NotFound, Symptom.Unauthorized])
        {
            var verdict = Diagnosis.Of(Pull(account, region, symptom), Unreadable);
            Assert.Equal((Cause.WrongRegistry, Confidence.Likely), (verdict.Cause, verdict.Confidence));
            Assert.Contains(verdict.Evidence, evidence => $"{evidence.What}".Contains($"from account {right}", StringComparison.Ordinal));
            Assert.Contains($"{right}.dkr.ecr.{region}", $"{verdict.Next}");
            Assert.Empty(verdict.Unknowns);
        }
    }

    [Theory]
    [InlineData(AddOns, "us-west-2")]
    [InlineData("491585149902", "ap-southeast-4")]
    [InlineData(AddOns, "ap-northwest-9")] // a region that was added since
    [InlineData("999900001111", "ap-southeast-4")]
    [InlineData("763104351884", "us-west-2")]
    public void A_foreign_account_is_never_wrong_by_itself(string account, string region) =>
        Assert.NotEqual(Cause.WrongRegistry, Diagnosis.Of(Pull(account, region), Unreadable).Cause);

    [Fact]
    public void An_image_that_can_be_seen_there_is_not_in_the_wrong_registry() =>
        Assert.NotEqual(Cause.WrongRegistry, Diagnosis.Of(Pull(AddOns, "ap-southeast-4"), Unreadable with { Image = Present }).Cause);

    [Theory]
    [InlineData("cn-north-1.amazonaws.com.cn", "aws-cn")]
    [InlineData("us-gov-west-1.amazonaws.com", "aws-us-gov")]
    [InlineData("eusc-de-east-1.amazonaws.eu", "aws-eusc")]
    public void A_registry_of_another_partition_can_never_work(string place, string partition)
    {
        foreach (var symptom in (Symptom[])[Symptom.Forbidden, Symptom.Unauthorized, Symptom.NotFound, Symptom.Timeout, Symptom.DnsFailure])
        {
            var failure = Failure(symptom, $"999900001111.dkr.ecr.{place}/app:1", "x");
            var verdict = Diagnosis.Of(failure, Unreadable);
            Assert.Equal((Cause.WrongRegistry, Confidence.Proved), (verdict.Cause, verdict.Confidence));
            Assert.Contains(verdict.Evidence, evidence => $"{evidence.What}".Contains($"partition {partition}", StringComparison.Ordinal));
            Assert.Equal("registry-place.next.partition", Plan.For(failure, Unreadable, verdict, Rails).Why.Code);
        }
    }

    [Fact]
    public void The_partition_is_that_of_the_role_where_it_is_known()
    {
        var china = RoleArn.Parse("arn:aws-cn:iam::111122223333:role/eks-node");
        var failure = Failure(Symptom.Unauthorized, "111122223333.dkr.ecr.us-west-2.amazonaws.com/app:1", "x");
        Assert.Equal(Cause.WrongRegistry, Diagnosis.Of(failure,
            Unreadable with { Puller = Fact.Of(new Puller(china, OfGroup, Proved: true, null)) }).Cause);
    }

    [Fact]
    public void Without_a_known_role_the_cluster_s_region_tells_the_partition()
    {
        var unknown = Unreadable with { Puller = Fact.Gap<Puller>(Situation.Denied) };
        var image = "111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/app:1";
        Assert.Equal(Cause.WrongRegistry, Diagnosis.Of(Failure(Symptom.Unauthorized, image, "x"), unknown).Cause);
        var inAnUnknownRegion = Failure(Symptom.Unauthorized, image, "x") with { Scope = Situation.Scope with { Region = "xx-new-1" } };
        Assert.NotEqual(Cause.WrongRegistry, Diagnosis.Of(inAnUnknownRegion, unknown).Cause);
    }

    [Fact]
    public void The_region_alone_makes_another_partition_likely_and_what_was_not_read_is_a_gap()
    {
        var verdict = Diagnosis.Of(Failure(Symptom.Unauthorized, "111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/app:1", "x"),
            Unreadable with { Puller = Fact.Gap<Puller>(Situation.Denied) });
        Assert.Equal((Cause.WrongRegistry, Confidence.Likely), (verdict.Cause, verdict.Confidence));
        Assert.Equal([$"pulling identity: {Situation.Denied}"], verdict.Unknowns.Select(unknown => $"{unknown}"));
    }

    [Fact]
    public void A_partition_that_only_a_ServiceAccount_names_is_likely()
    {
        var china = RoleArn.Parse("arn:aws-cn:iam::111122223333:role/eks-node");
        var verdict = Diagnosis.Of(Failure(Symptom.Unauthorized, "111122223333.dkr.ecr.us-west-2.amazonaws.com/app:1", "x"),
            Unreadable with { Puller = Fact.Of(new Puller(china, OfGroup, Proved: false, null)) });
        Assert.Equal((Cause.WrongRegistry, Confidence.Likely), (verdict.Cause, verdict.Confidence));
    }

    [Fact]
    public void A_host_of_China_without_its_ending_is_a_slip()
    {
        var china = RoleArn.Parse("arn:aws-cn:iam::111122223333:role/eks-node");
        var failure = Failure(Symptom.DnsFailure, "111122223333.dkr.ecr.cn-north-1.amazonaws.com/app:1", "no such host") with
        {
            Scope = Situation.Scope with { Region = "cn-north-1" },
        };
        var verdict = Diagnosis.Of(failure, Unreadable with { Puller = Fact.Of(new Puller(china, OfGroup, Proved: true, null)) });
        Assert.Equal((Cause.WrongRegistry, "registry-place.next.host"), (verdict.Cause, verdict.Next?.Code));
    }

    [Fact]
    public void A_pull_secret_may_hold_a_token_of_another_partition() =>
        Assert.Equal(Cause.CredentialsMissing, Diagnosis.Of(
            Failure(Symptom.Unauthorized, "111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/app:1", "no basic auth credentials") with
            {
                Credentials = new PodCredentials.PullSecrets(["regcred"]),
            },
            Unreadable with { Puller = Fact.Gap<Puller>(Situation.Denied) }).Cause);

    [Fact]
    public void An_image_that_was_served_and_failed_later_is_in_no_wrong_partition() =>
        Assert.NotEqual(Cause.WrongRegistry, Diagnosis.Of(
            Failure(Symptom.DiskFull, "111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/app:1", "no space left on device"),
            Unreadable).Cause);

    [Fact]
    public void A_data_perimeter_is_proved_by_the_endpoint_alone()
    {
        var failure = Pull(AddOns, Region);
        Assert.True(OpenQuestions.Of(failure, Unreadable, Diagnosis.Of(failure, Unreadable)).EndpointPolicies);
        var verdict = Diagnosis.Of(failure, Unreadable with { EndpointPolicies = Endpoints(s_perimeter) });
        Assert.Equal((Cause.EndpointPolicyDenies, Confidence.Proved), (verdict.Cause, verdict.Confidence));
    }

    [Theory]
    [InlineData("999900001111")]
    [InlineData("763104351884")]
    public void So_is_one_about_any_foreign_account(string account) =>
        Assert.Equal(Cause.EndpointPolicyDenies,
            Diagnosis.Of(Pull(account, Region), Unreadable with { EndpointPolicies = Endpoints(s_perimeter) }).Cause);

    [Fact]
    public void An_endpoint_that_may_not_be_on_the_way_proves_nothing() =>
        Assert.Equal((Cause.EndpointPolicyDenies, Confidence.Likely), Diagnosis.Of(Pull(AddOns, Region),
            Unreadable with { EndpointPolicies = Endpoints(s_perimeter with { Doubt = Situation.Denied }) }) is var verdict
            ? (verdict.Cause, verdict.Confidence) : default);

    [Theory]
    [InlineData("""
        {"Effect":"Allow","Principal":"*","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:ResourceOrgID":"o-1"}}}
        """)]
    [InlineData("""
        {"Effect":"Allow","Principal":"*","Action":"*","Resource":"*",
         "Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1","aws:ResourceOrgID":"o-1"}}}
        """)]
    [InlineData("""
        {"Effect":"Allow","Principal":"*","Action":"*","Resource":"*",
         "Condition":{"StringEquals":{"aws:ResourceOrgID":"${aws:PrincipalOrgID}"}}}
        """)]
    [InlineData("""
        {"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"},
        {"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:ResourceOrgID":["o-1"]}}}
        """)]
    public void No_registry_of_AWS_is_in_the_customer_s_organization(string statements)
    {
        var perimeter = Endpoints(new EndpointPolicy(EndpointService.EcrDkr, "vpce-1", PolicyOf(statements)));
        var verdict = Diagnosis.Of(Pull(AddOns, Region), Unreadable with { EndpointPolicies = perimeter });
        Assert.Equal((Cause.EndpointPolicyDenies, Confidence.Likely), (verdict.Cause, verdict.Confidence));
        // an account of somebody else may be in it
        Assert.Equal(Cause.Undetermined,
            Diagnosis.Of(Pull("999900001111", Region), Unreadable with { EndpointPolicies = perimeter }).Cause);
    }

    [Theory]
    [InlineData("""
        {"Effect":"Allow","Principal":"*","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}}
        """)]
    [InlineData("""
        {"Effect":"Allow","Principal":"*","Action":"*","Resource":"*",
         "Condition":{"StringEqualsIfExists":{"aws:PrincipalOrgID":"o-1","aws:ResourceTag/a":"${aws:PrincipalOrgID}"}}}
        """)]
    public void An_endpoint_that_hinges_on_what_is_not_known_is_not_blamed(string statement) =>
        Assert.Equal(Cause.Undetermined, Diagnosis.Of(Pull(AddOns, Region), Unreadable with
        {
            EndpointPolicies = Endpoints(new EndpointPolicy(EndpointService.EcrDkr, "vpce-1", PolicyOf(statement))),
        }).Cause);

    [Fact]
    public void An_endpoint_that_keeps_everybody_out_is_proved_whoever_pulls()
    {
        var verdict = Diagnosis.Of(Pull(AddOns, Region),
            Unreadable with { Puller = Fact.Gap<Puller>(Situation.Denied), EndpointPolicies = Endpoints(s_perimeter) });
        Assert.Equal((Cause.EndpointPolicyDenies, Confidence.Proved), (verdict.Cause, verdict.Confidence));
    }

    [Theory]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/other"},"Action":"*","Resource":"*"}""")]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"*","Resource":"*"}""")]
    [InlineData("""
        {"Effect":"Allow","Principal":"*","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalAccount":"1"}}}
        """)]
    [InlineData("""
        {"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"},
        {"Effect":"Deny","Principal":{"AWS":"arn:aws:iam::111122223333:role/other"},"Action":"*","Resource":"*"}
        """)]
    [InlineData("""
        {"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"},
        {"Effect":"Deny","NotPrincipal":{"AWS":"arn:aws:iam::111122223333:role/other"},"Action":"*","Resource":"*"}
        """)]
    public void One_that_keeps_only_some_out_proves_nothing_of_an_unknown_puller(string statements) =>
        Assert.Equal(Cause.Undetermined, Diagnosis.Of(Pull(AddOns, Region), Unreadable with
        {
            Puller = Fact.Gap<Puller>(Situation.Denied),
            EndpointPolicies = Endpoints(new EndpointPolicy(EndpointService.EcrDkr, "vpce-1", PolicyOf(statements))),
        }).Cause);

    [Fact]
    public void A_hybrid_node_need_not_go_through_the_cluster_s_endpoints()
    {
        var failure = Pull(AddOns, Region) with { Compute = new Compute.Hybrid("edge-1") };
        var verdict = Diagnosis.Of(failure,
            Unreadable with { Puller = Fact.Gap<Puller>(Situation.Denied), EndpointPolicies = Endpoints(s_perimeter) });
        Assert.Equal((Cause.EndpointPolicyDenies, Confidence.Likely), (verdict.Cause, verdict.Confidence));
    }

    [Theory]
    [InlineData("aws:ResourceOrgID", "o-1")]
    [InlineData("aws:ResourceAccount", "111122223333")]
    public void The_bucket_of_the_layers_is_AWS_s_own_as_well(string key, string value)
    {
        var policy = PolicyOf(
            """{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*","Condition":{"StringEquals":{"key":"value"}}}"""
                .Replace("key", key, StringComparison.Ordinal).Replace("value", value, StringComparison.Ordinal));
        var verdict = Diagnosis.Of(Failure(Symptom.LayerForbidden, text: "403 Forbidden"),
            Situation.Facts with { EndpointPolicies = Endpoints(new EndpointPolicy(EndpointService.S3, "vpce-2", policy)) });
        Assert.Equal((Cause.EndpointPolicyDenies, Confidence.Likely), (verdict.Cause, verdict.Confidence));
    }

    [Fact]
    public void A_role_that_may_pull_from_its_own_account_only_is_proved_without_the_foreign_repository_s_policy()
    {
        var own = PolicyOf("""{"Effect":"Allow","Action":"ecr:GetAuthorizationToken","Resource":"*"}""",
            $$"""{"Effect":"Allow","Action":"ecr:*","Resource":"arn:aws:ecr:*:{{Account}}:repository/*"}""");
        var verdict = Diagnosis.Of(Pull(AddOns, Region), Unreadable with { IdentityPolicies = Identity(own) });
        Assert.Equal((Cause.IdentityPolicyDoesNotAllow, Confidence.Proved), (verdict.Cause, verdict.Confidence));
    }

    [Fact]
    public void A_role_s_own_Deny_is_proved_without_it_too() =>
        Assert.Equal(Cause.IdentityPolicyDenies, Diagnosis.Of(Pull(AddOns, Region), Unreadable with
        {
            IdentityPolicies = Identity(PullOnly, PolicyOf(
                $$"""{"Effect":"Deny","Action":"ecr:*","NotResource":"arn:aws:ecr:*:{{Account}}:repository/*"}""")),
        }).Cause);

    [Theory]
    [InlineData(AddOns)]
    [InlineData("840364872350")]
    [InlineData("763104351884")]
    [InlineData("709825985650")] // AWS Marketplace
    [InlineData("039403964562")] // GuardDuty's agent
    [InlineData("626614931356")] // deep learning containers in Africa
    public void Nobody_is_told_to_grant_rights_in_an_account_of_AWS(string account)
    {
        var verdict = Diagnosis.Of(Pull(account, Region), Unreadable);
        Assert.Equal(Cause.Undetermined, verdict.Cause);
        Assert.DoesNotContain(verdict.Unknowns, unknown => $"{unknown}".Contains($"{Situation.Denied}", StringComparison.Ordinal));
        Assert.DoesNotContain(verdict.Evidence, evidence => evidence.What == Situation.Denied);
        Assert.Contains(verdict.Unknowns, unknown => $"{unknown}".Contains("only AWS can read its registry", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Symptom.Forbidden, "403 Forbidden")]
    [InlineData(Symptom.NotFound, "could not fetch content descriptor sha256:"
        + "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef "
        + "(application/vnd.oci.image.manifest.v1+json) from remote: not found")]
    [InlineData(Symptom.Forbidden, "403 Forbidden\ndenied: upstream registry error")]
    [InlineData(Symptom.Unknown, "something else")]
    public void Whatever_cannot_be_read_of_a_registry_of_AWS_only_AWS_can_read(Symptom symptom, string text)
    {
        var unread = Unreadable with
        {
            RegistryPolicy = Fact.Gap<PolicyDocument?>(Situation.Denied),
            RegistryPolicyScope = Fact.Gap<Core.Policies.Evaluation.RegistryPolicyScope>(Situation.Denied),
            MissedPart = Fact.Gap<PartInRepository>(Situation.Denied),
            PullThroughRules = Fact.Gap<IReadOnlyList<PullThroughRule>>(Situation.Denied),
            CreationTemplates = Fact.Gap<IReadOnlyList<CreationTemplate>>(Situation.Denied),
            EncryptionKey = Fact.Gap<string?>(Situation.Denied),
            Manifest = Fact.Gap<Manifest>(Situation.Denied),
        };
        var verdict = Diagnosis.Of(
            Failure(symptom, $"{AddOns}.dkr.ecr.{Region}.amazonaws.com/eks/coredns:v1.11.4", text), unread);
        Assert.DoesNotContain(verdict.Unknowns, unknown => $"{unknown}".Contains($"{Situation.Denied}", StringComparison.Ordinal));
        Assert.DoesNotContain(verdict.Evidence, evidence => evidence.What == Situation.Denied);
        Assert.Contains(verdict.Unknowns, unknown => $"{unknown}".Contains("only AWS can read its registry", StringComparison.Ordinal));
    }

    [Fact]
    public void A_repository_of_AWS_is_not_looked_for_in_AWS_s_other_regions()
    {
        var image = (Remediator.Core.Images.ImageReference.Ecr)Pull(AddOns, "us-east-1").Image;
        Assert.All(Situation.Scope.PlacesInsteadOf(image), place => Assert.Equal(Account, place.Account));
    }

    [Fact]
    public void In_any_other_account_the_owner_can_grant_them() =>
        Assert.Contains(Diagnosis.Of(Pull("999900001111", Region), Unreadable).Unknowns,
            unknown => $"{unknown}".Contains($"{Situation.Denied}", StringComparison.Ordinal));

    private static PullFailure Pull(string account, string region, Symptom symptom = Symptom.Forbidden) =>
        Failure(symptom, $"{account}.dkr.ecr.{region}.amazonaws.com/eks/coredns:v1.11.4", "403 Forbidden");

    private static Fact<IReadOnlyList<EndpointPolicy>> Endpoints(params EndpointPolicy[] policies) =>
        Fact.Of<IReadOnlyList<EndpointPolicy>>(policies);
}
