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

    [Theory]
    [InlineData("failed to do request: Get \"https://prod-us-west-2-starport-layer-bucket.s3.us-west-2.amazonaws.com/a1?X-Amz-Date=1\": "
        + "dial tcp 52.218.1.1:443: i/o timeout", Symptom.Timeout)]
    [InlineData("failed to do request: Get \"https://prod-us-west-2-starport-layer-bucket.s3.us-west-2.amazonaws.com/a1?X-Amz-Date=1\": "
        + "tls: failed to verify certificate: x509: certificate signed by unknown authority", Symptom.TlsFailure)]
    [InlineData("unexpected status code https://111122223333.dkr.ecr.us-west-2.amazonaws.com/v2/shop/ui/blobs/sha256:0f: "
        + "429 Too Many Requests", Symptom.Throttled)]
    [InlineData("unexpected status code https://111122223333.dkr.ecr.us-west-2.amazonaws.com/v2/shop/ui/blobs/sha256:0f: "
        + "500 Internal Server Error", Symptom.ServerError)]
    [InlineData("unexpected status code https://111122223333.dkr.ecr.us-west-2.amazonaws.com/v2/shop/ui/blobs/sha256:0f: 403 Forbidden",
        Symptom.Forbidden)]
    [InlineData("unexpected status code https://111122223333.dkr.ecr.us-west-2.amazonaws.com/v2/shop/ui/blobs/sha256:0f: 418",
        Symptom.Unknown)]
    public void What_failed_at_a_layer_was_let_in_before(string atLayer, Symptom symptom)
    {
        var layer = $"{Pull}failed to copy: httpReadSeeker: failed open: {atLayer}";
        foreach (var text in (string[])[$"[{NoToken}, {layer}]", $"[{layer}, {NoToken}]"])
            Assert.Equal(symptom, PullText.Read($"Failed to pull image \"{Image}\": {text}").Symptom);
    }

    [Fact]
    public void The_address_that_was_dialled_for_a_layer_is_the_one_looked_at()
    {
        var layer = $"{Pull}failed to copy: httpReadSeeker: failed open: failed to do request: Get "
            + "\"https://prod-us-west-2-starport-layer-bucket.s3.us-west-2.amazonaws.com/a1\": dial tcp 52.218.1.1:443: i/o timeout";
        var other = $"{Pull}failed to resolve reference \"{Image}\": failed to do request: Head "
            + "\"https://111122223333.dkr.ecr.us-west-2.amazonaws.com/v2/\": dial tcp 10.0.0.9:443: i/o timeout";
        var failure = Situation.Failure(Symptom.Timeout, text: $"[{layer}, {other}]");
        Assert.Contains("52.218.1.1", failure.Signs.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("10.0.0.9", failure.Signs.Text, StringComparison.Ordinal);
    }

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
