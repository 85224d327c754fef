using System.Text.Json.Nodes;
using Remediator.Core.Common;
using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Findings;
using Remediator.Core.Messages;
using Remediator.Core.Network;
using Remediator.Core.Policies.Language;
using Remediator.Core.Proposals;
using Remediator.Core.PullTexts;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Tests.Proposals;

/// <summary>The exact change of what this program never writes, and what is proved of it.</summary>
public class ProposedChangeTests
{
    private const string Arn = "arn:aws:ecr:us-west-2:111122223333:repository/shop/ui";

    private static readonly PullFacts s_open = Situation.Facts with { RepositoryPolicy = Situation.Policy(null) };

    private static ProposedChange? Proposed(PullFacts facts, PullFailure? failure = null)
    {
        var failed = failure ?? Situation.Failure();
        return ProposedChange.For(failed, facts, Diagnosis.Of(failed, facts));
    }

    private static JsonNode[] Statements(ProposedChange proposal) =>
        [.. JsonNode.Parse(proposal.Document!.Text)!["Statement"]!.AsArray().Select(one => one!)];

    [Fact]
    public void A_role_without_any_right_to_ECR_gets_the_token_and_this_repository_alone()
    {
        var proposal = Proposed(s_open with { IdentityPolicies = Situation.Identity() }, Situation.Failure(Symptom.Unauthorized))!;
        Assert.Equal((ProposalKind.InlinePolicy, true), (proposal.Kind, proposal.Proved));
        Assert.Equal([("*", "\"ecr:GetAuthorizationToken\""), (Arn, """["ecr:BatchGetImage","ecr:GetDownloadUrlForLayer"]""")],
            Statements(proposal).Select(one => ((string)one["Resource"]!, one["Action"]!.ToJsonString())));
        Assert.StartsWith("aws iam put-role-policy --role-name eks-node --policy-name AllowPull", proposal.Command,
            StringComparison.Ordinal);
        Assert.Contains("AmazonEC2ContainerRegistryPullOnly", Assert.Single(proposal.Notes).Snippet, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_what_is_missing_is_added()
    {
        var half = Situation.PolicyOf("""{"Effect":"Allow","Action":["ecr:GetAuthorizationToken","ecr:BatchGetImage"],"Resource":"*"}""");
        var statement = Assert.Single(Statements(Proposed(s_open with { IdentityPolicies = Situation.Identity(half) })!));
        Assert.Equal("""["ecr:GetDownloadUrlForLayer"]""", statement["Action"]!.ToJsonString());
    }

    [Fact]
    public void Across_accounts_the_role_s_side_alone_is_not_called_proved()
    {
        var failure = Situation.Failure(image: "444455556666.dkr.ecr.us-west-2.amazonaws.com/shop/ui:1.2.1");
        var proposal = Proposed(s_open with { IdentityPolicies = Situation.Identity() }, failure)!;
        Assert.False(proposal.Proved);
        Assert.Contains(proposal.Notes, note => note.Says.Code == "proposal.not-alone");
    }

    [Fact]
    public void Policies_that_were_not_read_lead_to_no_proposal() =>
        Assert.Null(ProposedChange.For(Situation.Failure(),
            s_open with { IdentityPolicies = Fact.Gap<IReadOnlyList<PolicyDocument>>(Situation.Denied) },
            new Verdict(Cause.IdentityPolicyDoesNotAllow, Confidence.Likely, [], [])));

    [Fact]
    public void A_boundary_keeps_all_that_it_has_and_gets_the_missing_statement()
    {
        var boundary = Situation.PolicyOf(
            """{"Sid":"Ours","Effect":"Allow","Action":["ec2:*","ecr:GetAuthorizationToken"],"Resource":"*"}""");
        var proposal = Proposed(s_open with
        {
            Boundary = Situation.Policy(boundary),
            BoundaryArn = "arn:aws:iam::111122223333:policy/teams/node-boundary",
        })!;
        Assert.Equal((ProposalKind.PermissionsBoundary, true), (proposal.Kind, proposal.Proved));
        Assert.Equal(["Ours", null], Statements(proposal).Select(one => (string?)one["Sid"]));
        Assert.Contains("--policy-arn arn:aws:iam::111122223333:policy/teams/node-boundary", proposal.Command, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("arn:aws:iam::aws:policy/PowerUserAccess")]
    [InlineData(null)]
    public void A_boundary_that_is_nobody_s_to_change_or_not_known_leads_to_no_proposal(string? arn) =>
        Assert.Null(Proposed(s_open with
        {
            Boundary = Situation.Policy(Situation.PolicyOf("""{"Effect":"Allow","Action":"ec2:*","Resource":"*"}""")),
            BoundaryArn = arn,
        }));

    [Fact]
    public void A_boundary_that_denies_is_left_to_its_owner() =>
        Assert.Null(Proposed(s_open with
        {
            Boundary = Situation.Policy(Situation.PolicyOf("""{"Effect":"Deny","Action":"ecr:*","Resource":"*"}""")),
            BoundaryArn = "arn:aws:iam::111122223333:policy/b",
        }));

    [Theory]
    [InlineData(EndpointService.EcrDkr, Arn)]
    [InlineData(EndpointService.S3, "arn:aws:s3:::prod-us-west-2-starport-layer-bucket/*")]
    public void An_endpoint_policy_is_proposed_whole_with_one_statement_more(EndpointService service, string resource)
    {
        var policy = Situation.PolicyOf("""{"Sid":"Base","Effect":"Allow","Principal":"*","Action":"ecr:PutImage","Resource":"*"}""");
        var facts = s_open with { EndpointPolicies = Fact.Of<IReadOnlyList<EndpointPolicy>>([new(service, "vpce-1", policy)]) };
        var proposal = Proposed(facts, Situation.Failure(service is EndpointService.S3 ? Symptom.LayerForbidden : Symptom.Forbidden))!;
        Assert.Equal((ProposalKind.EndpointPolicy, "vpce-1", true), (proposal.Kind, proposal.Target, proposal.Proved));
        Assert.Equal("Base", (string?)Statements(proposal)[0]["Sid"]);
        Assert.Equal(resource, (string?)Statements(proposal)[1]["Resource"]);
    }

    [Fact]
    public void A_deny_in_an_endpoint_policy_is_left_to_its_owner()
    {
        var policy = Situation.PolicyOf("""{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}""");
        Assert.Null(Proposed(s_open with
        {
            EndpointPolicies = Fact.Of<IReadOnlyList<EndpointPolicy>>([new(EndpointService.EcrDkr, "vpce-1", policy)]),
        }));
    }

    [Fact]
    public void The_owner_of_a_registry_policy_is_shown_the_policy_without_this_role_s_deny()
    {
        var registry = Situation.PolicyOf(
            $$"""{"Sid":"Fence","Effect":"Deny","Principal":{"AWS":["{{Situation.NodeRole}}","arn:aws:iam::111122223333:role/ci"]},"""
            + "\"Action\":[\"ecr:BatchGetImage\",\"ecr:PutImage\"],\"Resource\":\"arn:aws:ecr:*:111122223333:repository/*\"}");
        var proposal = Proposed(s_open with
        {
            RegistryPolicy = Situation.Policy(registry),
            RegistryPolicyScope = Fact.Of(Remediator.Core.Policies.Evaluation.RegistryPolicyScope.V2),
        })!;
        Assert.Equal((ProposalKind.RegistryPolicy, true), (proposal.Kind, proposal.Proved));
        Assert.Equal("arn:aws:iam::111122223333:role/ci",
            (string?)Statements(proposal).Single(one => (string?)one["Sid"] == "Fence")["Principal"]!["AWS"]![0]);
        Assert.All(Statements(proposal), one => Assert.NotNull(one["Resource"]));
    }

    [Fact]
    public void A_registry_policy_with_a_condition_leads_to_no_proposal()
    {
        var registry = Situation.PolicyOf("""
            {"Effect":"Deny","Principal":"*","Action":"ecr:*","Resource":"*",
             "Condition":{"StringEquals":{"aws:PrincipalAccount":"111122223333"}}}
            """);
        Assert.Null(Proposed(s_open with
        {
            RegistryPolicy = Situation.Policy(registry),
            RegistryPolicyScope = Fact.Of(Remediator.Core.Policies.Evaluation.RegistryPolicyScope.V2),
        }));
    }

    [Theory]
    [InlineData("egress", ProposalKind.SecurityGroupRule, "sg-node")]
    [InlineData("acl", ProposalKind.NetworkAclEntry, "acl-1")]
    [InlineData("no route", ProposalKind.Route, "rtb-1")]
    [InlineData("no route, no NAT", ProposalKind.VpcEndpoint, "vpc-1")]
    [InlineData("endpoint group", ProposalKind.SecurityGroupRule, "sg-endpoint")]
    public void The_closed_hop_is_opened_by_one_thing(string closed, ProposalKind kind, string target)
    {
        var network = closed switch
        {
            "egress" => Tests.Network.Given.Network with { NodeGroups = Tests.Network.Given.Groups(new SecurityGroup("sg-node", [], [])) },
            "acl" => Tests.Network.Given.Network with
            {
                Acl = Tests.Network.Given.Acl(new AclEntry(100, false, true, "-1", null, null, "0.0.0.0/0")),
            },
            "no route" => Tests.Network.Given.Network with { Routes = Tests.Network.Given.Routes(new DefaultRoute.None()) },
            "no route, no NAT" => Tests.Network.Given.Network with
            {
                Routes = Tests.Network.Given.Routes(new DefaultRoute.None()),
                NatGateways = Tests.Network.Given.Nats(),
            },
            _ => Tests.Network.Given.Network with
            {
                Endpoints = Tests.Network.Given.Endpoints(Tests.Network.Given.Dkr),
                EndpointGroups = Tests.Network.Given.Groups(new SecurityGroup("sg-endpoint", [], [])),
            },
        };
        var text = "failed to do request: Head \"https://111122223333.dkr.ecr.us-west-2.amazonaws.com/v2/shop/ui/manifests/1.2.1\": "
            + "dial tcp 10.0.0.5:443: i/o timeout";
        var proposal = Proposed(s_open with { Network = Fact.Of(network) }, Situation.Failure(Symptom.Timeout, text: text))!;
        Assert.Equal((kind, target), (proposal.Kind, proposal.Target));
        Assert.True(proposal.Proved || proposal.Notes.Count > 0, $"{proposal}");
        Assert.NotNull(proposal.CloudFormation);
        Assert.NotNull(proposal.Terraform);
    }

    [Fact]
    public void An_archived_image_is_restored()
    {
        var proposal = Proposed(s_open with { Image = Situation.Archived }, Situation.Failure(Symptom.NotFound))!;
        Assert.Equal("aws ecr update-image-storage-class --region us-west-2 --registry-id 111122223333 --repository-name shop/ui "
            + "--image-id imageTag=1.2.1 --target-storage-class STANDARD", proposal.Command);
    }

    [Fact]
    public void Where_the_repository_policy_is_the_one_to_change_the_plan_alone_has_the_change() =>
        Assert.Null(Situation.Found().Proposal);

    [Fact]
    public void A_finding_carries_the_proposal_and_a_stored_one_is_read_back()
    {
        var finding = Situation.Found(s_open with { IdentityPolicies = Situation.Identity() },
            failure: Situation.Failure(Symptom.Unauthorized));
        var json = FindingJson.Of(finding);
        var proposal = json["plan"]!["proposal"]!;
        Assert.Equal(("inline-policy", true), ((string?)proposal["kind"], (bool)proposal["proved"]!));
        Assert.Equal(["kind", "target", "what", "code", "args", "command", "cloudformation", "terraform", "document", "proved", "notes",
            "noteMessages", "noteSnippets"], proposal.AsObject().Select(member => member.Key));
        var read = StoredReport.Read(json).Proposal!;
        Assert.Equal((finding.Proposal!.Command, finding.Proposal.Terraform, finding.Proposal.Document!.Text),
            (read.Command, read.Terraform, read.Document!.Text));
        Assert.Equal(finding.Proposal.Notes, read.Notes);
    }

    [Fact]
    public void Code_of_Terraform_begins_no_template_in_what_a_policy_holds()
    {
        var policy = Situation.PolicyOf(
            """{"Effect":"Allow","Principal":"*","Action":"ecr:PutImage","""
            + "\"Resource\":\"arn:aws:ecr:*:*:repository/${aws:PrincipalTag/team}\"}");
        var facts = s_open with
        {
            EndpointPolicies = Fact.Of<IReadOnlyList<EndpointPolicy>>([new(EndpointService.EcrDkr, "vpce-1", policy)]),
        };
        Assert.Contains("$${aws:PrincipalTag/team}", Proposed(facts)!.Terraform, StringComparison.Ordinal);
    }
}
