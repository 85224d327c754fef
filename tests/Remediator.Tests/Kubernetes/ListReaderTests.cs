using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Remediator.Kubernetes;
using Remediator.Tests.Pipeline;

namespace Remediator.Tests.Kubernetes;

/// <summary>A list of pods is read while it arrives, in whatever pieces.</summary>
public class ListReaderTests
{
    private const string List = """
        {"kind":"PodList","metadata":{"resourceVersion":"7","continue":"next","remainingItemCount":3},"items":[
          {"metadata":{"name":"one","namespace":"shop","uid":"1","labels":{"pod-template-hash":"7d4b9c"},
             "managedFields":[{"fieldsV1":{"f:metadata":{"f:labels":{}}}}],
             "ownerReferences":[{"kind":"ReplicaSet","name":"ui-7d4b9c","uid":"9","controller":true}]},
           "spec":{"nodeName":"n1","serviceAccountName":"ui","containers":[{"name":"ui","image":"registry/ui:1","imagePullPolicy":"Always",
             "env":[{"name":"A","value":"[{\"\u00e9"}]}]},
           "status":{"phase":"Pending","containerStatuses":[{"name":"ui","image":"registry/ui:1",
             "state":{"waiting":{"reason":"ErrImagePull","message":"403 Forbidden"}}}]}},
          {"metadata":{"name":"two","namespace":"shop","uid":"2"},"spec":{"containers":[]},
           "status":{"phase":"Running","conditions":[{"type":"Ready","status":"True","lastTransitionTime":null}]}}
        ],"apiVersion":"v1"}
        """;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(int.MaxValue)]
    public async Task Every_pod_and_the_next_page_are_found(int piece)
    {
        var (pods, next) = await ReadAsync(List, piece);
        Assert.Equal("next", next);
        Assert.Equal(["one", "two"], pods.Select(pod => pod.Metadata.Name));
        Assert.Equal(("ReplicaSet", "ui-7d4b9c"), (pods[0].Controller!.Kind, pods[0].Controller!.Name));
        Assert.Equal(("n1", "ui", "7d4b9c"), (pods[0].Spec.NodeName, pods[0].Spec.ServiceAccountName, pods[0].Label("pod-template-hash")));
        Assert.Equal("403 Forbidden", pods[0].Status!.ContainerStatuses![0].State!.Waiting!.Message);
        Assert.Equal([false, true], pods.Select(pod => pod.IsReady));
    }

    [Theory]
    [InlineData("""{"items":[],"metadata":{"continue":""}}""", "")]
    [InlineData("""{"metadata":{},"items":null}""", null)]
    [InlineData("""{"items":[],"metadata":{"continue":"after"}}""", "after")]
    public async Task An_empty_page_is_a_page(string list, string? expected)
    {
        var (pods, next) = await ReadAsync(list, 3);
        Assert.Empty(pods);
        Assert.Equal(expected, next);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("<html>this is no answer")]
    [InlineData("""{"kind":"Status","status":"Failure"}""")]
    [InlineData("""{"items":[{"metadata":{"name":"one"}}]}""")]
    [InlineData("""{"items":[7]}""")]
    [InlineData("""{"items":[null]}""")]
    [InlineData("""{"items":[[]]}""")]
    [InlineData("""{"metadata":{"items":[]}}""")]
    public Task What_is_not_a_list_of_pods_is_not_an_empty_one(string answer) =>
        Assert.ThrowsAnyAsync<JsonException>(() => ReadAsync(answer, 5));

    [Fact]
    public async Task An_answer_that_breaks_off_anywhere_is_not_a_list()
    {
        for (var length = 0; length < List.Trim().Length; length++)
            await Assert.ThrowsAnyAsync<JsonException>(() => ReadAsync(List.Trim()[..length], 50));
    }

    [Fact]
    public async Task A_pod_larger_than_any_buffer_is_read_and_the_pods_are_returned_before_the_list_has_ended()
    {
        var large = JsonNode.Parse(List)!;
        large["items"]![0]!["metadata"]!["annotations"] = new JsonObject { ["long"] = new string('x', 1 << 20) };
        var text = large.ToJsonString();
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        var read = new List<string>();
        var reading = new ListReader<Pod>(ObjectJson.Default.Pod, pod => read.Add(pod.Metadata.Name))
            .ReadAsync(pipe.Reader.AsStream(), Story.Stop);
        await pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes(text[..^20]), Story.Stop);
        SpinWait.SpinUntil(() => read.Count == 2, TimeSpan.FromSeconds(20));
        Assert.Equal(["one", "two"], read);
        Assert.False(reading.IsCompleted);
        await pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes(text[^20..]), Story.Stop);
        await pipe.Writer.CompleteAsync();
        Assert.Equal("next", await reading);
    }

    private static async Task<(IReadOnlyList<Pod> Pods, string? Next)> ReadAsync(string text, int piece)
    {
        var pods = new List<Pod>();
        using var stream = new InPieces(Encoding.UTF8.GetBytes(text), piece);
        return (pods, await new ListReader<Pod>(ObjectJson.Default.Pod, pods.Add).ReadAsync(stream, Story.Stop));
    }

    /// <summary>A network that hands over so many bytes at a time.</summary>
    private sealed class InPieces(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);
    }
}
