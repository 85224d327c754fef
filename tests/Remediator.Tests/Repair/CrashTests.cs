using System.Collections.Concurrent;
using Remediator.Core.Policies.Language;
using Remediator.Sandbox;
using Remediator.Sandbox.Model;
using Remediator.Sandbox.Recording;
using Remediator.State;
using Remediator.Tests.Notify;
using Remediator.Tests.Pipeline;

namespace Remediator.Tests.Repair;

/// <summary>Killed between any two calls of a fix, as a healthy run recorded them: the next delivery resumes or rolls back.</summary>
public class CrashTests
{
    private static readonly TimeSpan s_remaining = TimeSpan.FromSeconds(300);
    private static readonly TimeSpan s_quiet = TimeSpan.FromMilliseconds(150);

    [Fact]
    public async Task A_fix_that_is_interrupted_anywhere_is_finished_by_the_next_delivery()
    {
        var (calls, wanted) = await HealthyAsync("workshop");
        Assert.InRange(Points(calls).Count(), 20, 80);
        var wrong = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(Points(calls), new ParallelOptions { MaxDegreeOfParallelism = 6, CancellationToken = Story.Stop },
            async (at, _) =>
        {
            var killed = await KilledAsync("workshop", at);
            await using var story = killed.Story;
            var name = $"killed before call {at} ({killed.Next})";
            if (!PolicyDocument.Parse(wanted).SameAs(PolicyDocument.Parse(story.Policy!)))
                wrong.Add($"{name}: the policy is {story.Policy}");
            if (story.World.Calls.Count(call => call is { Operation: "SetRepositoryPolicy", Status: 200 }) != 1)
                wrong.Add($"{name}: not one write");
            if (!await story.RunsAsync())
                wrong.Add($"{name}: the pod does not run");
            await CheckAsync(story, name, "fixed", killed.InTheWindow, wrong);
        });
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task A_rollback_that_is_interrupted_anywhere_is_finished_by_the_next_delivery()
    {
        var (calls, wanted) = await HealthyAsync("still-denied-after-fix");
        var first = calls.ToList().FindLastIndex(call => call is { Service: "kubernetes" });
        var wrong = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(Enumerable.Range(first, calls.Count - first),
            new ParallelOptions { MaxDegreeOfParallelism = 6, CancellationToken = Story.Stop }, async (at, _) =>
        {
            var killed = await KilledAsync("still-denied-after-fix", at);
            await using var story = killed.Story;
            var name = $"killed before call {at} ({killed.Next})";
            if (!PolicyDocument.Parse(wanted).SameAs(PolicyDocument.Parse(story.Policy!)))
                wrong.Add($"{name}: the policy is {story.Policy}");
            await CheckAsync(story, name, "rolled-back", killed.InTheWindow, wrong);
        });
        Assert.Empty(wrong);
    }

    /// <summary>
    /// Notified once; twice, as the same message, only where the process crashed between sending it and storing that with the
    /// incident.
    /// </summary>
    private static async Task CheckAsync(Story story, string name, string status, bool inTheWindow, ConcurrentBag<string> wrong)
    {
        var told = story.Statuses().Count(one => one == status);
        var messages = story.World.Notifications.Where(one => one.Attributes["status"] == status).Select(one => one.Attributes["message"])
            .Distinct().Count();
        if (messages != 1 || (told != 1 && !(inTheWindow && told == 2)))
            wrong.Add($"{name}: told {string.Join(", ", story.Statuses())}");
        using var aws = story.AsOperator();
        IncidentStore memory = new(new DynamoDocuments(aws, "us-west-2", "incidents"), TimeProvider.System);
        foreach (var incident in await memory.AllAsync(_ => { }, Story.Stop))
            if (incident is { IsOpen: true, Patch: { } id } && await memory.PatchAsync(id, Story.Stop) is ({ IsUnfinished: true } left, _))
                wrong.Add($"{name}: the table still has a patch in phase {left.Phase}");
    }

    /// <summary>From the first call that others could see on: before it there is nothing to resume.</summary>
    private static IEnumerable<int> Points(IReadOnlyList<Call> calls)
    {
        var first = calls.ToList().FindIndex(call => call is { Service: "dynamodb", Operation: "PutItem" });
        return Enumerable.Range(first, calls.Count + 1 - first);
    }

    private static async Task<(IReadOnlyList<Call> Calls, string Policy)> HealthyAsync(string scenario)
    {
        await using var story = await Story.BeginAsync(Scenario.Load(scenario),
            [StoredNotifications.Table, ("CLUSTERS", "eks-workshop")], speed: 40);
        await story.DeliverAsync(remaining: s_remaining);
        return (story.World.Calls, story.Policy!);
    }

    private sealed record Killed(Story Story, string Next, bool InTheWindow);

    /// <summary>
    /// The function's calls end before that one; later, when its locks have expired, the event is delivered to another process.
    /// </summary>
    private static async Task<Killed> KilledAsync(string scenario, int at)
    {
        var clock = new LeapClock(40);
        var story = await Story.BeginAsync(Scenario.Load(scenario), [StoredNotifications.Table, ("CLUSTERS", "eks-workshop")],
            patience: TimeSpan.FromMinutes(10), clock: clock);
        story.World.HangFromCall(at);
        var first = story.DeliverAsync(remaining: s_remaining);
        await EndAsync(story.World, first, at);
        // the publish has succeeded, and the write that would record it has not
        var calls = story.World.Calls;
        var inTheWindow = story.World.Notifications.Count > 0
            && !calls.Take(at).SkipWhile(call => call.Service != "sns").Any(call => call.Operation == "PutItem");
        story.World.HangFromCall(null);
        clock.Leap(s_remaining + TimeSpan.FromMinutes(2));
        using var second = story.Beside();
        await second.InvokeAsync(story.World.Event, s_remaining);
        return new(story, calls.Count > at ? $"{calls[at].Service} {calls[at].Operation}" : "the end", inTheWindow);
    }

    /// <summary>Until every part of the invocation waits for an answer that never comes, or it ended before that.</summary>
    private static async Task EndAsync(World world, Task invocation, int at)
    {
        for (var seen = -1; !invocation.IsCompleted && (world.Calls.Count <= at || world.Calls.Count != seen);)
        {
            seen = world.Calls.Count;
            await Task.WhenAny(invocation, Task.Delay(s_quiet, Story.Stop));
        }
    }
}
