using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Remediator.Runtime;
using Remediator.Sandbox.Faults;
using Remediator.Sandbox.Model;
using Remediator.Tests.Pipeline;

namespace Remediator.Tests.Gather;

/// <summary>
/// Whatever goes wrong with a read: nothing is written, a notification is sent or the invocation fails, and the process keeps working.
/// </summary>
public class ReadFaultTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(500);

    public static TheoryData<FaultKind> Kinds =>
        [FaultKind.Throttle, FaultKind.ServerError, FaultKind.Timeout, FaultKind.Reset, FaultKind.Denied, FaultKind.Garbage];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task No_read_that_fails_leads_to_a_write(FaultKind kind)
    {
        var wrong = new ConcurrentBag<string>();
        var atOnce = new ParallelOptions { MaxDegreeOfParallelism = 6, CancellationToken = Story.Stop };
        await Parallel.ForEachAsync(await ReadsAsync(), atOnce, async (read, _) =>
        {
            await using var story = await Story.BeginAsync(Scenario.Load("workshop"), patience: s_patience);
            story.World.InjectFault(new Fault(read.Service, read.Operation, kind));
            var end = await EndAsync(story);
            if (story.Writes.Count > 0 || story.Before != story.Policy)
                wrong.Add($"{read}: wrote {string.Join(", ", story.Writes)}");
            if (end is null)
                wrong.Add($"{read}: neither a finding nor an error");
        });
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task An_API_server_whose_certificate_authority_is_not_the_one_EKS_names_is_sent_nothing()
    {
        await using var story =
            await Story.BeginAsync(Story.Workshop("""{ "clusters": { "eks-workshop": { "untrustedCertificate": true } } }"""));
        var refused = await Assert.ThrowsAsync<RemoteFailureException>(() => story.DeliverAsync());
        Assert.Contains("the TLS handshake failed", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(story.Calls, call => call.StartsWith("kubernetes", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_policy_that_cannot_be_read_is_named_among_the_unknowns(FaultKind kind)
    {
        await using var story = await Story.BeginAsync(Scenario.Load("workshop"), patience: s_patience);
        story.World.InjectFault(new Fault("ecr", "GetRepositoryPolicy", kind));
        var finding = await story.FindingAsync();
        Assert.Contains(Unknowns(finding), unknown => unknown.StartsWith("repository policy: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_missing_permission_is_named()
    {
        await using var story = await Story.BeginAsync("policy-unreadable");
        var finding = await story.FindingAsync();
        Assert.Contains("repository policy: this program's role may not call ecr:GetRepositoryPolicy", Unknowns(finding));
    }

    [Theory]
    [InlineData(FaultKind.Denied, "pod events: this program's role may not list events -n default in the cluster")]
    [InlineData(FaultKind.ServerError, "pod events: the request to list events -n default failed with HTTP 500")]
    public async Task Events_that_cannot_be_read_are_named_where_the_status_does_not_say_why(FaultKind kind, string unknown)
    {
        await using var story = await Story.BeginAsync(Scenario.Load("unknown-text"), patience: s_patience);
        story.World.InjectFault(new Fault("kubernetes", "list events", kind));
        var finding = await story.FindingAsync();
        Assert.Equal("Unknown", (string?)finding["symptom"]);
        Assert.Contains(unknown, Unknowns(finding));
    }

    [Fact]
    public async Task One_throttled_answer_is_not_the_end()
    {
        await using var story = await Story.BeginAsync(Scenario.Load("workshop"), speed: 20);
        story.World.InjectFault(new Fault("ecr", "*", FaultKind.Throttle, Times: 1));
        Assert.Equal("fixed", (string?)(await story.FindingAsync())["status"]);
    }

    [Theory]
    [InlineData("list pods")]
    [InlineData("list events")]
    public async Task A_list_whose_next_page_has_expired_is_read_again(string list)
    {
        await using var story = await Story.BeginAsync("unknown-text");
        story.World.InjectFault(new Fault("kubernetes", list, FaultKind.Gone, Times: 1));
        var finding = await story.FindingAsync();
        Assert.DoesNotContain(Unknowns(finding), unknown => unknown.StartsWith("pod events", StringComparison.Ordinal));
        Assert.Equal(2, story.Count("kubernetes", list));
    }

    [Fact]
    public async Task A_process_that_met_a_failing_cluster_handles_the_next_event()
    {
        await using var story = await Story.BeginAsync("workshop");
        story.World.InjectFault(new Fault("kubernetes", "list pods", FaultKind.ServerError, Times: 1));
        await Assert.ThrowsAnyAsync<Exception>(() => story.DeliverAsync());
        Assert.Equal("fixed", (string?)(await story.FindingAsync())["status"]);
    }

    /// <summary>Every read that a diagnosis makes, as a healthy run recorded it.</summary>
    private static async Task<IEnumerable<(string Service, string Operation)>> ReadsAsync()
    {
        await using var story = await Story.BeginAsync("workshop", ("REMEDIATION_MODE", "report"));
        await story.FindingAsync();
        var calls = story.World.Calls.Select(call => (call.Service, call.Operation)).Distinct();
        // there is no registry policy here, so nothing depends on its scope
        var reads = calls.Where(call => call.Service != "sns" && call.Operation != "GetAccountSetting").ToArray();
        Assert.InRange(reads.Length, 11, 30);
        return reads;
    }

    private static IEnumerable<string> Unknowns(JsonObject finding) => finding["unknowns"]!.AsArray().Select(unknown => (string)unknown!);

    /// <summary>How the invocation ended: the status of its finding, or the error it failed with; null for neither.</summary>
    private static async Task<string?> EndAsync(Story story)
    {
        try
        {
            return (await story.DeliverAsync())["findings"]!.AsArray() is [{ } finding] ? (string?)finding["status"] : null;
        }
        catch (Exception e) when (!Story.Stop.IsCancellationRequested)
        {
            return e.Message;
        }
    }
}
