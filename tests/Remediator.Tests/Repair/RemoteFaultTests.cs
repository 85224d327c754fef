using System.Collections.Concurrent;
using Remediator.Core.Policies.Language;
using Remediator.Sandbox.Faults;
using Remediator.Sandbox.Model;
using Remediator.Tests.Notify;
using Remediator.Tests.Pipeline;

namespace Remediator.Tests.Repair;

/// <summary>Every remote operation of a fix, going wrong in every way from some point on.</summary>
public class RemoteFaultTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(300);

    public static TheoryData<FaultKind> Kinds => [.. Enum.GetValues<FaultKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Whatever_fails_the_policy_is_the_old_or_the_planned_one_and_the_end_is_reported(FaultKind kind)
    {
        var (operations, proved) = await HealthyAsync();
        var wrong = new ConcurrentBag<string>();
        var faults = operations.SelectMany(operation => new[] { 0, 1, 3 }.Where(after => after < operation.Count)
            .Select(after => new Fault(operation.Service, operation.Name, kind, After: after)));
        await Parallel.ForEachAsync(faults, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Story.Stop },
            async (fault, _) =>
        {
            await using var story = await Story.BeginAsync(Scenario.Load("workshop"), [StoredNotifications.Table, ("VERIFY_SECONDS", "20")],
                speed: 20, patience: s_patience);
            story.World.InjectFault(fault);
            var told = await EndAsync(story);
            if (!IsOneOf(story.Policy, story.Before!, proved))
                wrong.Add($"{fault}: the policy is {story.Policy}");
            // pods that are not listed yet cannot be reported
            if (told is null && fault is not { Kind: FaultKind.Stale, Operation: "list pods" })
                wrong.Add($"{fault}: neither a finding nor an error");
            if (!PolicyDocument.Parse(story.Before!).SameAs(PolicyDocument.Parse(story.Policy!))
                && !story.Log.Any(line => (string?)line["message"] == "finding"))
                wrong.Add($"{fault}: written, and no finding");
        });
        Assert.True(wrong.IsEmpty, string.Join("\n", wrong));
    }

    private static bool IsOneOf(string? policy, params string[] expected) =>
        policy is not null && expected.Any(one => PolicyDocument.Parse(one).SameAs(PolicyDocument.Parse(policy)));

    private static async Task<((string Service, string Name, int Count)[] Operations, string Policy)> HealthyAsync()
    {
        await using var story = await Story.BeginAsync("workshop", StoredNotifications.Table);
        await story.DeliverAsync();
        return ([.. story.World.Calls.GroupBy(call => (call.Service, call.Operation))
            .Select(group => (group.Key.Service, group.Key.Operation, group.Count()))], story.Policy!);
    }

    private static async Task<string?> EndAsync(Story story)
    {
        try
        {
            return (await story.DeliverAsync(remaining: TimeSpan.FromMinutes(5)))["findings"]!.AsArray() is [{ } finding, ..]
                ? (string?)finding["status"] : null;
        }
        catch (Exception e) when (!Story.Stop.IsCancellationRequested)
        {
            return e.Message;
        }
    }
}
