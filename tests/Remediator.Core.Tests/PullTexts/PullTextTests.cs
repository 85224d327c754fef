
using Remediator.Core.PullTexts;

namespace Remediator.Core.Tests.PullTexts;

public sealed class PullTextTests
{
    private const string Image = "123456789012.dkr.ecr.us-west-2.amazonaws.com/orders/api:2.4.0";

    [Theory]
    [InlineData("recorded.jsonl")]
    [InlineData("recorded-1.36.jsonl")]
    [InlineData("other-runtimes.jsonl")]
    [InlineData("node-and-proxy.jsonl")]
    public void Every_text_of_the_corpus_has_the_symptom_it_means(string file)
    {
        var wrong = CorpusLine.In(file)
            .Select(line => (line, read: PullText.Read(line.Text).Symptom))
            .Where(pair => pair.read != pair.line.Symptom)
            .Select(pair => $"{pair.read} instead of {pair.line.Symptom}: {pair.line.Text}");

        Assert.True(!wrong.Any(), string.Join('\n', wrong));
    }

    [Fact]
    public void Every_symptom_has_a_text() =>
        Assert.Empty(Enum.GetValues<Symptom>().Except(
            CorpusLine.In("other-runtimes.jsonl").Concat(CorpusLine.In("node-and-proxy.jsonl")).Select(line => line.Symptom)));

    [Theory]
    [InlineData("other-runtimes.jsonl")]
    [InlineData("node-and-proxy.jsonl")]
    public void The_image_is_the_one_the_kubelet_prints(string file)
    {
        var wrong = CorpusLine.In(file)
            .Select(line => (line, read: PullText.Read(line.Text).Image))
            .Where(pair => pair.read != pair.line.Image)
            .Select(pair => $"{pair.read} instead of {pair.line.Image}: {pair.line.Text}");

        Assert.True(!wrong.Any(), string.Join('\n', wrong));
    }

    [Fact]
    public void A_waiting_message_without_the_kubelets_wrapper_still_names_its_image() =>
        Assert.Equal(Image,
            PullText.Read($"failed to pull and unpack image \"{Image}\": failed to resolve image: {Image}: not found").Image);

    [Fact]
    public void The_image_of_the_pod_spec_is_preferred_to_the_runtime_s_completed_one() =>
        Assert.Equal("nginx",
            PullText.Read("Failed to pull image \"nginx\": failed to pull and unpack image \"docker.io/library/nginx:latest\": x").Image);

    [Fact]
    public void Where_kubelet_and_runtime_print_different_repositories_it_is_the_one_that_the_runtime_was_asked_for() =>
        Assert.Equal("quay.io/models/llama:1",
            PullText.Read($"Back-off pulling image \"{Image}\": ErrImagePull: "
                + "failed to pull and unpack image \"quay.io/models/llama:1\": x").Image);

    [Theory]
    [InlineData("initializing source docker://quay.io/app:1: reading manifest 1 in quay.io/app: unauthorized")]
    [InlineData("Error determining manifest MIME type for docker://quay.io/app:1: Error reading manifest 1 in quay.io/app: unauthorized")]
    [InlineData("copying from \"docker://quay.io/app:1\" failed")]
    public void Cri_o_names_the_image_by_its_transport(string text) => Assert.Equal("quay.io/app:1", PullText.Read(text).Image);

    /// <summary>Whatever an unknown next version wraps around a clause, the clause decides.</summary>
    [Theory]
    [InlineData("image pull gave up (timeout 5m0s, not found in cache): fetching: ")]
    [InlineData("certificate ok, access ok, 200 OK: ")]
    [InlineData("Failed to pull image \"429/too-many-requests\": puller v9: try 3 of 3: ")]
    public void A_wrapper_never_seen_changes_no_symptom(string wrapper)
    {
        var wrong = CorpusLine.In("recorded.jsonl")
            .Select(line => (line,
                wrapped: line.Text.Replace("failed to pull and unpack image", wrapper + "unpack image", StringComparison.Ordinal)))
            .Where(pair => PullText.Read(pair.wrapped).Symptom != pair.line.Symptom)
            .Select(pair => $"{PullText.Read(pair.wrapped).Symptom} instead of {pair.line.Symptom}: {pair.wrapped}");

        Assert.True(!wrong.Any(), string.Join('\n', wrong));
    }

    /// <summary>A reader that looks back over the whole text at each word would not come back from these.</summary>
    [Theory]
    [InlineData("\"", Symptom.Unknown)]
    [InlineData("a: ", Symptom.Unknown)]
    [InlineData("image \"", Symptom.Unknown)]
    [InlineData("image \\\"", Symptom.Unknown)]
    [InlineData("lookup ", Symptom.Unknown)]
    [InlineData("403 ", Symptom.Unknown)]
    [InlineData("403 Forbidden: blob: ", Symptom.LayerForbidden)]
    [InlineData("snapshot not found: ", Symptom.Unknown)]
    [InlineData("dial tcp: lookup x: ", Symptom.DnsFailure)]
    [InlineData("/", Symptom.Unknown)]
    [InlineData("https://", Symptom.Unknown)]
    [InlineData("\n", Symptom.Unknown)]
    [InlineData("code = ", Symptom.Unknown)]
    [InlineData("EOF: ", Symptom.ConnectionFailed)]
    [InlineData("User: x is not authorized to perform: ", Symptom.Forbidden)]
    public void A_megabyte_of_anything_is_parsed_in_time(string unit, Symptom symptom) =>
        Assert.Equal(symptom, PullText.Read(string.Concat(Enumerable.Repeat(unit, (1 << 20) / unit.Length))).Symptom);
}
