using Remediator.Core.PullTexts;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Tests.PullTexts;

public class PullAttemptTests
{
    private const string Image = "111122223333.dkr.ecr.us-west-2.amazonaws.com/shop/ui:1.2.1";
    private const string Pull = $"failed to pull and unpack image \"{Image}\": ";
    private const string Refused = $"{Pull}failed to resolve reference \"{Image}\": unexpected status from HEAD request to "
        + "https://111122223333.dkr.ecr.us-west-2.amazonaws.com/v2/shop/ui/manifests/1.2.1: 403 Forbidden";
    private const string NoToken = $"{Pull}failed to resolve reference \"{Image}\": pull access denied, repository does not exist or may "
        + "require authorization: authorization failed: no basic auth credentials";
    private const string OnNode = $"rpc error: code = Unavailable desc = {Pull}failed to prepare extraction snapshot \"extract-1\": layer "
        + "\"551\" unavailable: unavailable";

    [Theory]
    [InlineData(Refused, OnNode, Symptom.RuntimeFailed)]
    [InlineData(OnNode, Refused, Symptom.RuntimeFailed)]
    [InlineData(Refused, NoToken, Symptom.Unauthorized)]
    [InlineData(NoToken, Refused, Symptom.Forbidden)]
    public void One_that_was_let_in_decides_and_among_refusals_the_node_s_own(string first, string second, Symptom symptom) =>
        Assert.Equal(symptom, PullText.Read($"Failed to pull image \"{Image}\": [{first}, {second}]").Symptom);

    [Fact]
    public void Each_attempt_is_in_the_evidence()
    {
        var text = $"Back-off pulling image \"{Image}\": ErrImagePull: [{NoToken}, {Refused}\ndenied: User: "
            + "arn:aws:sts::111122223333:assumed-role/eks-node/i-1 is not authorized to perform: ecr:BatchGetImage]";
        var verdict = Diagnosis.Of(Situation.Failure(Symptom.Forbidden, text: text), Situation.Facts);
        Assert.Equal(
            [
                "credential 1 of 2: not authenticated (Unauthorized)",
                "credential 2 of 2, arn:aws:sts::111122223333:assumed-role/eks-node/i-1: access denied (Forbidden)",
            ],
            verdict.Evidence.Where(e => e.Step is Step.PodEvents).Skip(1).Take(2).Select(e => $"{e.What}"));
    }

    [Fact]
    public void A_denial_is_the_deciding_attempt_s()
    {
        const string denied =
            "\ndenied: User: arn:aws:sts::111122223333:assumed-role/ROLE/i-1 is not authorized to perform: ecr:BatchGetImage";
        var text = $"[{Refused}{denied.Replace("ROLE", "secret")}, {Refused}{denied.Replace("ROLE", "eks-node")}]";
        Assert.Equal("arn:aws:sts::111122223333:assumed-role/eks-node/i-1", PullText.Read(text).Denial?.User);
    }

    [Theory]
    [InlineData("[ui]")]
    [InlineData("containers with unready status: [ui, cart]")]
    [InlineData("StatusCode: 403, {\"errors\":[{\"code\":\"DENIED\",\"message\":\"a, rpc error: b\"}]}")]
    [InlineData("[failed to resolve reference x: not found, and nothing else]")]
    [InlineData("[")]
    [InlineData("")]
    public void Other_brackets_are_no_attempts(string text) => Assert.Single(PullText.Read(text).Attempts);
}
