using System.Text.Json.Nodes;
using Remediator.Core.Findings;
using Remediator.Core.Messages;
using Remediator.Core.Plans;
using Remediator.Core.PullTexts;
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
    [InlineData("identity-policy-denies", "The pull by eks-node is denied by policy policy-0 of the role.", null)]
    [InlineData("image-missing", "Repository shop/ui has no tag 1.2.1.", null)]
    [InlineData("image-missing-of-an-index", "Repository shop/ui has tag 1.2.1 only in part.", "Verified: the tag exists, but manifest "
        + "sha256:5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f, which belongs to it, does not.")]
    [InlineData("image-missing-of-a-tag-that-moved",
        "The tag 1.2.1 was pushed again during the pull, and the manifest that the node asked for is gone.", null)]
    [InlineData("platform-missing", "111122223333.dkr.ecr.us-west-2.amazonaws.com/shop/ui:1.2.1 was built for linux/amd64, windows/amd64, "
        + "but the node is linux/arm64.", null)]
    [InlineData("proxy-answered-by-a-mirror", "mirror.corp.example answered in place of ECR.",
        "Likely: the text of the failed pull names the host that answered, which is not that of ECR.")]
    [InlineData("proxy-answered",
        "Another server answers in place of ECR when 111122223333.dkr.ecr.us-west-2.amazonaws.com/shop/ui:1.2.1 is pulled.",
        "Likely: ECR never gives such an answer.")]
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
    public void A_layer_s_URL_that_expired_is_no_token_that_expired()
    {
        var report = Report.Of(Situation.Found(failure: Situation.Failure(Symptom.TokenExpired,
            text: "failed to copy: httpReadSeeker: failed open: unexpected status code 403 Forbidden: Request has expired")));
        Assert.StartsWith("The signed URL of a layer of 111122223333", $"{Headline.Diagnosis(report)}", StringComparison.Ordinal);
        Assert.StartsWith("The kubelet retries by itself and gets a new URL.", $"{Advice.For(report)[0].Says}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "Fixed: ECR repository shop/ui denied pulls by eks-node; the Deny no longer covers them.")]
    [InlineData(false,
        "Changed: the Deny of ECR repository shop/ui no longer covers pulls by eks-node; no pull was seen yet.")]
    public void Nothing_is_called_fixed_before_a_pull_was_seen(bool pulled, string headline) => Assert.Equal(headline,
        $"{Headline.Diagnosis(Report.Of(Situation.Found(outcome: new Outcome.Patched(pulled, pulled, new Message("restart.none")))))}");

    [Theory]
    [InlineData(Mode.Report, "not applied: this deployment only reports (Mode=report)")]
    [InlineData(Mode.Approve, "not applied: every change needs approval (Mode=approve)")]
    public void What_held_the_change_back_is_named(Mode mode, string why) => Assert.Equal(why,
        $"{Situation.Found(rails: Situation.Rails with { Mode = mode }).Verdict
            .Evidence.Single(one => one.Step is Step.Remediation).What}");

    [Fact]
    public void An_identity_that_was_inferred_is_not_stated_as_a_fact()
    {
        var inferred = Situation.Found(Situation.Facts with { Puller = Situation.Inferred }).Verdict.Evidence
            .Single(one => one.Step is Step.Puller);
        Assert.Equal((StepResult.Unknown, "probably arn:aws:iam::111122223333:role/eks-node (node group default)"),
            (inferred.Result, $"{inferred.What}"));
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
