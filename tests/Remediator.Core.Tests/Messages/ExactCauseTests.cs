using System.Text.Json.Nodes;
using Remediator.Core.Findings;
using Remediator.Core.Messages;
using Remediator.Core.Tests.Verdicts.Causes;
using Remediator.Core.Verdicts;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests.Messages;

/// <summary>The headline says what the evidence knows, also where it is read from a stored finding.</summary>
public class ExactCauseTests
{
    [Theory]
    [InlineData("clock-skewed-by-a-certificate", "The clock of node node-0 is wrong, so ECR's certificate is rejected there.",
        "Verified: the certificate is valid now, but not at the time that the node has.")]
    [InlineData("denied-elsewhere-and-iam-agrees", "The pull by eks-node is denied by a service control policy.",
        "Verified: IAM's error names it, and no policy that could be read denies the pull.")]
    [InlineData("registry-policy-denies-under-condition", "The registry policy may deny the pull to eks-node.",
        "Likely: everything else that was read allows the pull, and whether the registry policy does depends on aws:PrincipalOrgID.")]
    [InlineData("endpoint-policy-denies", "The policy of VPC endpoint vpce-0d (ecr.dkr) does not let the pull through.", null)]
    [InlineData("image-archived-of-an-index",
        "A manifest of 111122223333.dkr.ecr.us-west-2.amazonaws.com/shop/ui:1.2.1 is archived and cannot be pulled.", null)]
    public void The_headline_and_its_proof_are_those_of_this_failure(string file, string headline, string? proof)
    {
        var one = CauseCase.Of(file);
        var finding = Situation.Found(one.Facts, failure: one.Failure);
        var stored = StoredReport.Read(JsonNode.Parse(FindingJson.Of(finding).ToJsonString())!.AsObject());
        Assert.All(new[] { Report.Of(finding), stored }, report =>
        {
            Assert.Equal(headline, $"{Headline.Diagnosis(report)}");
            if (proof is not null)
                Assert.Equal(proof, Catalogue.In(Language.En).Sentence(Headline.Proof(report)));
        });
    }

    [Fact]
    public void A_certificate_that_the_node_refuses_says_nothing_of_what_AWS_refuses() => Assert.Equal(
        "the node rejected the certificate before it sent a request", What("clock-skewed-by-a-certificate", Step.RepositoryPolicy));

    [Theory]
    [InlineData("registry-policy-allows", StepResult.Pass,
        "the policies of eks-node do not allow ecr:BatchGetImage, ecr:GetDownloadUrlForLayer, but the registry policy does")]
    [InlineData("permissions-boundary-denies", StepResult.Fail,
        "the permissions boundary arn:aws:iam::111122223333:policy/limits does not include ecr:BatchGetImage, ecr:GetDownloadUrlForLayer")]
    public void The_policy_that_decides_is_the_one_that_is_named(string file, StepResult result, string what)
    {
        var evidence = CauseCase.Of(file).Verdict.Evidence.First(one => one.Step is Step.IdentityPermissions);
        Assert.Equal((result, what), (evidence.Result, $"{evidence.What}"));
    }

    [Fact]
    public void A_boundary_is_shown_by_a_command_that_prints_it() => Assert.StartsWith(
        "aws iam get-policy-version --policy-arn arn:aws:iam::111122223333:policy/limits ",
        CauseCase.Of("permissions-boundary-denies").Verdict.Evidence.First(one => one.Step is Step.IdentityPermissions).Command,
        StringComparison.Ordinal);

    [Fact]
    public void A_registry_policy_that_allows_is_said_to_allow() => Assert.Equal(
        "a statement of the registry policy allows the pull", What("registry-policy-allows", Step.RegistryPolicy));

    private static string What(string file, Step step) => $"{CauseCase.Of(file).Verdict.Evidence.First(one => one.Step == step).What}";
}
