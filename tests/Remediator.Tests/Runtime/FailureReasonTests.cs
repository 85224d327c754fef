using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Amazon.Runtime;
using Remediator.Aws;
using Remediator.Kubernetes;
using Remediator.Runtime;
using Remediator.Sandbox.Faults;
using Remediator.Sandbox.Model;
using Remediator.Tests.Pipeline;

namespace Remediator.Tests.Runtime;

/// <summary>
/// The texts of the framework's exceptions are left out of the published binary, and out of these tests as well: what people read of a
/// failure is said in words of our own.
/// </summary>
public partial class FailureReasonTests
{
    public static TheoryData<Exception, string> Failures => new()
    {
        { new TaskCanceledException(), "there was no response in time" },
        { new TaskCanceledException(null, new TimeoutException()), "there was no response in time" },
        { new TimeoutException(), "there was no response in time" },
        { Http(new SocketException((int)SocketError.ConnectionRefused)), "the connection was refused" },
        { Http(new SocketException((int)SocketError.HostNotFound)), "the name could not be resolved" },
        { Http(new SocketException((int)SocketError.TimedOut)), "there was no response in time" },
        { Http(new SocketException((int)SocketError.HostUnreachable)), "the other side could not be reached" },
        { Http(new IOException(null, new SocketException((int)SocketError.ConnectionReset))), "the connection broke off" },
        { Http(new AuthenticationException()), "the TLS handshake failed" },
        { new HttpRequestException(HttpRequestError.NameResolutionError), "the name could not be resolved" },
        { new HttpRequestException(HttpRequestError.SecureConnectionError), "the TLS handshake failed" },
        { new HttpRequestException(), "the other side could not be reached" },
        { new IOException(), "the connection broke off" },
        { new JsonException(), "the response is not valid JSON" },
        { NotJson(), "not valid JSON at line 1, byte 1" },
        { new AmazonServiceException("A task was canceled", new TaskCanceledException()), "there was no response in time" },
    };

    [Fact]
    public void The_framework_s_texts_are_left_out_here_as_in_the_binary() =>
        Assert.Matches(ResourceName(), new TaskCanceledException().Message);

    [Theory]
    [MemberData(nameof(Failures))]
    public void A_failure_of_the_framework_is_said_in_our_own_words(Exception failure, string text)
    {
        Assert.Equal(text, FailureReason.TextOf(failure));
        Assert.DoesNotMatch(ResourceName(), AwsFailure.Why(failure, "ecr:DescribeImages").ToString());
        Assert.DoesNotMatch(ResourceName(), KubernetesFailure.Why(failure, "list pods").ToString());
    }

    [Fact]
    public void What_has_a_text_of_its_own_keeps_it()
    {
        Assert.Equal("no such role", FailureReason.TextOf(new AmazonServiceException("no such role") { ErrorCode = "NoSuchEntity" }));
        Assert.Equal("x is not JSON", FailureReason.TextOf(new InvalidOperationException("x is not JSON", NotJson())));
    }

    /// <summary>Whatever a service does, people read no name of a resource: not in a finding, and not in what Lambda shows.</summary>
    [Theory]
    [InlineData(FaultKind.Timeout)]
    [InlineData(FaultKind.Reset)]
    [InlineData(FaultKind.Garbage)]
    public async Task No_message_names_a_resource_of_the_framework(FaultKind kind)
    {
        (string, string)[] operations;
        await using (var healthy = await Story.BeginAsync("workshop"))
        {
            await healthy.DeliverAsync();
            operations = [.. healthy.World.Calls.Select(call => (call.Service, call.Operation)).Distinct()];
        }
        var wrong = new System.Collections.Concurrent.ConcurrentBag<string>();
        await Parallel.ForEachAsync(operations, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Story.Stop },
            async (operation, _) =>
        {
            await using var story = await Story.BeginAsync(
                Scenario.Load("workshop"), [("VERIFY_SECONDS", "10")], speed: 40, patience: TimeSpan.FromMilliseconds(300));
            story.World.InjectFault(new Fault(operation.Item1, operation.Item2, kind));
            foreach (var text in (await SaidAsync(story)).Where(text => ResourceName().IsMatch(text)))
                wrong.Add($"{operation}: {text}");
        });
        Assert.True(wrong.IsEmpty, string.Join("\n", wrong));
    }

    private static async Task<IReadOnlyList<string>> SaidAsync(Story story)
    {
        var said = new List<string>();
        try
        {
            said.AddRange(TextsIn(await story.DeliverAsync(remaining: TimeSpan.FromMinutes(5))));
        }
        catch (Exception e) when (!Story.Stop.IsCancellationRequested)
        {
            said.Add(e.Message);
        }
        said.AddRange(story.Log.Select(line => (string?)line["why"]).OfType<string>());
        return said;
    }

    private static IEnumerable<string> TextsIn(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => TextsIn(member.Value)),
        JsonArray items => items.SelectMany(TextsIn),
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };

    private static HttpRequestException Http(Exception inner) => new("wrapped", inner);

    private static JsonException NotJson()
    {
        try
        {
            JsonDocument.Parse("<html>").Dispose();
        }
        catch (JsonException e)
        {
            return e;
        }
        throw new InvalidOperationException("it was read");
    }

    /// <summary><c>TaskCanceledException_ctor_DefaultMessage</c>, <c>net_http_client_execution_error</c></summary>
    [GeneratedRegex("""\b[A-Za-z]+_[A-Za-z]*[a-z]{2}[A-Za-z_]*\b""")]
    private static partial Regex ResourceName();
}
