using Remediator.Core.Common;
using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Images;
using Remediator.Core.Plans;
using Remediator.Core.PullTexts;
using Remediator.Core.Verdicts;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests.Verdicts;

/// <summary>The image of the sandbox is pulled by the node's runtime, whose credentials are no role's.</summary>
public sealed class SandboxImageTests
{
    private static readonly PullFacts s_facts = Situation.Facts with
    {
        Puller = PullerResolution.OfPod(new PodCredentials.NodeRuntime())!,
        IdentityPolicies = Fact.Gap<IReadOnlyList<Core.Policies.Language.PolicyDocument>>(new Message("gap.role.puller-unknown")),
    };

    [Theory]
    [InlineData("401 Unauthorized", Cause.CredentialsMissing)]
    [InlineData("authorization failed: no basic auth credentials", Cause.CredentialsMissing)]
    [InlineData("403 Forbidden: denied: Your authorization token has expired. Reauthenticate and try again.", Cause.CredentialsExpired)]
    public void A_refusal_is_put_down_to_the_runtimes_credentials(string text, Cause cause)
    {
        var verdict = Diagnosis.Of(Failure(text), s_facts);
        Assert.Equal((cause, Confidence.Likely), (verdict.Cause, verdict.Confidence));
    }

    [Fact]
    public void A_role_that_was_never_asked_is_no_gap() => Assert.Empty(Diagnosis.Of(Failure("401 Unauthorized"), s_facts).Unknowns);

    /// <summary>Whatever else is read, it is not the pod whose pull was denied.</summary>
    [Theory]
    [InlineData("401 Unauthorized")]
    [InlineData("403 Forbidden")]
    [InlineData("manifest unknown: not found")]
    public void No_policy_is_ever_patched_for_it(string text)
    {
        foreach (var facts in new[] { s_facts, Situation.Facts })
        {
            var plan = Assert.IsType<Plan.LeaveAlone>(Situation.Planned(facts, failure: Failure(text)));
            Assert.Equal(("plan.sandbox-image", null), (plan.Reason.Code, plan.Proposal));
        }
    }

    /// <summary>Today's AMIs name the image so, and no registry has it.</summary>
    [Theory]
    [InlineData("failed to get sandbox image \"localhost/kubernetes/pause\": image \"localhost/kubernetes/pause\": not found")]
    [InlineData("failed to get sandbox image \"localhost/kubernetes/pause\": failed to pull image: failed to do request: Head "
        + "\"https://localhost/v2/kubernetes/pause/manifests/latest\": dial tcp 127.0.0.1:443: connect: connection refused")]
    public void An_image_of_the_node_itself_is_lost_there_and_is_brought_back_there(string text)
    {
        var failure = Failure(text) with { Image = ImageReference.Parse("localhost/kubernetes/pause") };
        Assert.Contains(Diagnosis.Of(failure, s_facts).Evidence, evidence => evidence.What.Code == "no-puller.sandbox-of-node");
        Assert.Equal("plan.sandbox-image", Situation.Planned(s_facts, failure: failure).Why.Code);
    }

    [Fact]
    public void Another_registry_s_is_pulled_by_the_runtime() => Assert.Contains(
        Diagnosis.Of(Failure("i/o timeout") with { Image = ImageReference.Parse("registry.k8s.io/pause:3.10") }, s_facts).Evidence,
        evidence => evidence.What.Code == "no-puller.node-runtime");

    [Fact]
    public void Trouble_of_the_network_stays_that()
    {
        var failure = Failure("dial tcp 52.94.1.1:443: i/o timeout");
        Assert.Equal("cause.EcrUnreachable.next", Situation.Planned(s_facts, failure: failure).Why.Code);
    }

    private static PullFailure Failure(string text) => Situation.Failure(
        PullText.Read(text).Symptom, "602401143452.dkr.ecr.us-west-2.amazonaws.com/eks/pause:3.5", text,
        [Situation.Pod() with { Kind = ContainerKind.Sandbox, Container = "" }]) with
    {
        Credentials = new PodCredentials.NodeRuntime(),
    };
}
