using Remediator.Core.Failures;
using Remediator.Core.Plans;
using Remediator.Core.PullTexts;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Tests.Verdicts;

/// <summary>What is not the image's fault, and not ECR's.</summary>
public class SurroundingsTests
{
    private const string Host = "111122223333.dkr.ecr.us-west-2.amazonaws.com";

    private static Verdict Of(Symptom symptom, params (string Repository, string Node)[] failing) =>
        In(Situation.Scope with { Namespace = null, Workload = null }, symptom, failing);

    private static Verdict In(Scope scope, Symptom symptom, params (string Repository, string Node)[] failing) =>
        Situation.Diagnosed(Situation.Facts, Spread.Over([.. failing.Select((one, n) =>
            Situation.Failure(symptom, $"{Host}/{one.Repository}:1", "x",
                [Situation.Pod(n, one.Repository) with { Node = one.Node }]) with { Scope = scope })])[0]);

    [Fact]
    public void What_damages_every_repository_on_every_node_is_not_the_image()
    {
        var verdict = Of(Symptom.DamagedTransfer, ("ui", "a"), ("cart", "b"));
        Assert.Equal((Cause.TransferDamaged, Confidence.Likely), (verdict.Cause, verdict.Confidence));
        Assert.Contains(verdict.Evidence, e => $"{e.What}".StartsWith(
            "images of 2 repositories arrive damaged on 2 nodes, so the images are not the cause", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("602401143452.dkr.ecr.us-west-2.amazonaws.com/eks/coredns:v1")]
    [InlineData("111122223333.dkr.ecr.us-east-1.amazonaws.com/ui:1")]
    [InlineData("docker.io/library/nginx:1")]
    public void Neither_is_what_damages_the_images_of_several_registries(string other)
    {
        PullFailure At(string image, string node) => Situation.Failure(Symptom.DamagedTransfer, image, "x",
            [Situation.Pod(workload: node) with { Node = node }]) with
        { Scope = Situation.Scope.OfWholeCluster() };

        var all = Spread.Over([At($"{Host}/ui:1", "a"), At($"{Host}/ui:1", "b"), At(other, "a"), At(other, "b")]);
        var verdict = Situation.Diagnosed(Situation.Facts, all[0]);
        Assert.Equal((Cause.TransferDamaged, Confidence.Likely), (verdict.Cause, verdict.Confidence));
        Assert.Contains(verdict.Evidence, e => e.What.Code == "transfer.several-repositories");
    }

    [Fact]
    public void One_repository_damaged_on_several_nodes_is_the_image() =>
        Assert.Equal(Confidence.Proved, Of(Symptom.DamagedTransfer, ("ui", "a"), ("ui", "b")).Confidence);

    [Fact]
    public void A_look_at_one_workload_does_not_prove_that_it_is_the_image()
    {
        var verdict = In(Situation.Scope, Symptom.DamagedTransfer, ("ui", "a"), ("ui", "b"));
        Assert.Equal(Confidence.Likely, verdict.Confidence);
        Assert.Contains(verdict.Evidence, e => $"{e.What}".Contains("whether other images arrive damaged as well was not checked",
            StringComparison.Ordinal));
    }

    [Fact]
    public void One_node_that_damages_several_images_is_looked_at_itself() =>
        Assert.Contains(Of(Symptom.DamagedTransfer, ("ui", "a"), ("cart", "a")).Evidence,
            e => $"{e.What}".Contains("on this node only", StringComparison.Ordinal));

    [Theory]
    [InlineData("ui", "a", "cart", "a", Confidence.Proved)]
    [InlineData("ui", "a", "ui", "b", Confidence.Likely)]
    [InlineData("ui", "a", "cart", "b", Confidence.Likely)]
    public void A_runtime_is_proved_to_fail_where_several_images_fail_on_its_node_alone(
        string first, string firstNode, string second, string secondNode, Confidence confidence)
    {
        var verdict = Of(Symptom.RuntimeFailed, (first, firstNode), (second, secondNode));
        Assert.Equal((Cause.NodeRuntimeFailed, confidence), (verdict.Cause, verdict.Confidence));
    }

    [Theory]
    [InlineData("https://mirror.corp.example/v2/shop/ui/manifests/1.2.1: 403 Forbidden")]
    [InlineData("https://mirror.corp.example/v2/shop/ui/manifests/1.2.1: 404 Not Found")]
    [InlineData("http://127.0.0.1:30020/v2/shop/ui/manifests/1.2.1?ns=111122223333.dkr.ecr.us-west-2.amazonaws.com: 401 Unauthorized")]
    [InlineData("https://artifactory.example:8443/v2/ecr/shop/ui/manifests/1.2.1: 500 Internal Server Error")]
    public void A_mirror_s_answer_is_not_ecr_s_and_no_policy_is_patched_for_it(string answered)
    {
        var text = $"failed to resolve reference \"{Host}/shop/ui:1.2.1\": unexpected status from HEAD request to {answered}";
        var failure = Situation.Failure(PullText.Read(text).Symptom, text: text);
        Assert.Equal(Cause.ProxyAnswered, Situation.Diagnosed(Situation.Facts, failure).Cause);
        Assert.IsType<Plan.LeaveAlone>(Situation.Planned(Situation.Facts, failure: failure));
    }

    [Theory]
    [InlineData("Head \"https://mirror.corp.example:5000/v2/shop/ui/manifests/1.2.1\": dial tcp 10.1.2.3:5000: connect: connection refused",
        Cause.EcrUnreachable)]
    [InlineData("Head \"https://mirror.corp.example:5000/v2/shop/ui/manifests/1.2.1?ns=x\": dial tcp 10.1.2.3:5000: i/o timeout",
        Cause.EcrUnreachable)]
    [InlineData("Head \"https://mirror.corp.example:5000/v2/shop/ui/manifests/1.2.1\": dial tcp: lookup mirror.corp.example on "
        + "10.0.0.2:53: no such host", Cause.DnsFailure)]
    [InlineData("Head \"https://mirror.corp.example:5000/v2/shop/ui/manifests/1.2.1\": tls: failed to verify certificate: x509: "
        + "certificate signed by unknown authority", Cause.TlsFailure)]
    public void A_mirror_that_is_not_reached_is_named(string said, Cause cause)
    {
        var text = $"failed to resolve reference \"{Host}/shop/ui:1.2.1\": failed to do request: {said}";
        var verdict = Situation.Diagnosed(Situation.Facts, Situation.Failure(PullText.Read(text).Symptom, text: text));
        Assert.Equal((cause, Confidence.Likely), (verdict.Cause, verdict.Confidence));
        Assert.Contains(verdict.Evidence,
            e => $"{e.What}".StartsWith("the node asked mirror.corp.example:5000, ", StringComparison.Ordinal));
        Assert.Contains("mirror.corp.example:5000", $"{verdict.Next}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData($"https://{Host}/v2/shop/ui/manifests/1.2.1")]
    [InlineData("https://111122223333.dkr-ecr.us-west-2.on.aws/v2/shop/ui/manifests/1.2.1")]
    [InlineData("https://111122223333.dkr.ecr.us-iso-east-1.c2s.ic.gov/v2/shop/ui/manifests/1.2.1")]
    [InlineData("https:/\"111122223333.dkr.ecr.us-west-2.amazonaws.com/v2/shop/ui/manifests/1.2.1")]
    [InlineData("https://REDACTED/v2/shop/ui/manifests/1.2.1")]
    [InlineData("https://d5l0dvt14r5h8.cloudfront.net/v2/x")]
    public void A_host_of_ecr_is_no_mirror(string url) =>
        Assert.Null(PullText.Read($"unexpected status from HEAD request to {url}: 403 Forbidden").Deciding.Mirror);

    [Theory]
    // by this program's clock (2026-01-14T09:30Z) the certificate is in date, by the node's it is not
    [InlineData("current time 2025-01-01T00:00:10Z is before 2025-11-20T00:00:00Z", Cause.ClockSkewed)]
    [InlineData("current time 2027-01-01T00:00:10Z is after 2026-12-19T23:59:59Z", Cause.ClockSkewed)]
    // out of date by both, or not yet valid by both
    [InlineData("current time 2026-01-14T09:29:10Z is after 2026-01-10T00:00:00Z", Cause.TlsFailure)]
    [InlineData("current time 2026-01-14T09:29:10Z is before 2026-03-01T00:00:00Z", Cause.TlsFailure)]
    [InlineData("current time 2025-01-01T00:00:10Z is before 2026-03-01T00:00:00Z", Cause.TlsFailure)]
    // it became valid while the text was on its way
    [InlineData("current time 2026-01-14T09:10:00Z is before 2026-01-14T09:20:00Z", Cause.TlsFailure)]
    [InlineData("no time is printed", Cause.TlsFailure)]
    public void A_certificate_is_a_matter_of_the_clock_only_where_the_clock_explains_it(string times, Cause cause)
    {
        var text =
            $"Head \"https://{Host}/v2/\": tls: failed to verify certificate: x509: certificate has expired or is not yet valid: {times}";
        Assert.Equal(cause, Situation.Diagnosed(Situation.Facts, Situation.Failure(PullText.Read(text).Symptom, text: text)).Cause);
    }
}
