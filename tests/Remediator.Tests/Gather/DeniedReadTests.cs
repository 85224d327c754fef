using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Remediator.Sandbox.Faults;
using Remediator.Sandbox.Model;
using Remediator.Tests.Pipeline;

namespace Remediator.Tests.Gather;

/// <summary>
/// The list of reads is what the scenarios of all causes ask AWS and the cluster, as the sandbox recorded it: a new read is denied here
/// without a new line.
/// </summary>
public class DeniedReadTests
{
    /// <summary>Without these nothing is diagnosed: the invocation fails, or reports that the cluster cannot be read.</summary>
    private static readonly HashSet<string> s_first = ["eks DescribeCluster", "kubernetes list pods"];

    [Fact]
    public async Task A_verdict_holds_without_a_read_or_names_the_missing_permission()
    {
        var healthy = await DiagnosedAsync();
        var reads = healthy.SelectMany(one => one.Reads).Distinct().Except(s_first).ToArray();
        Assert.InRange(reads.Length, 20, 40);

        var wrong = new ConcurrentBag<string>();
        var pairs =
            from read in reads
            from was in healthy.Where(one => one.Reads.Contains(read)).DistinctBy(one => one.Cause)
            select (read, was);
        var atOnce = new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Story.Stop };
        await Parallel.ForEachAsync(pairs, atOnce, async (pair, _) =>
        {
            if (await WithoutAsync(pair.was, pair.read) is { } why)
                wrong.Add($"{pair.was.Scenario.Name} without {pair.read}: {why}");
        });
        Assert.True(wrong.IsEmpty, string.Join('\n', wrong.Order()));
    }

    [Fact]
    public async Task Whether_the_owner_wants_the_role_allowed_in_the_repository_is_a_gap_where_it_cannot_be_read()
    {
        var result = await EventResult.OfAsync(Scenario.Load("role-without-pull-rights") with
        {
            Faults = [new Fault("ecr", "ListTagsForResource", FaultKind.Denied)],
        });
        Assert.Equal("IdentityPolicyDoesNotAllow", result.Verdict.Cause);
        Assert.Contains(result.Unknowns, unknown => unknown.Contains("ecr:ListTagsForResource", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_its_own_identity_the_program_believes_ECR_whose_creation_templates_these_are()
    {
        var result = await EventResult.OfAsync(Scenario.Load("pull-through-cache-failed") with
        {
            Faults = [new Fault("sts", "GetCallerIdentity", FaultKind.Denied)],
        });
        Assert.Equal("PullThroughCacheFailed", result.Verdict.Cause);
        Assert.DoesNotContain("SPOKE_ROLES", result.Finding.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_told_to_get_a_role_in_an_account_of_AWS()
    {
        var result = await EventResult.OfAsync("data-perimeter");
        Assert.DoesNotContain("SPOKE_ROLES", result.Finding.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains(result.Unknowns, unknown => unknown.Contains("only AWS can read its registry", StringComparison.Ordinal));
    }

    private static async Task<string?> WithoutAsync(Diagnosed was, string read)
    {
        var (service, operation) = (read.Split(' ', 2)[0], read.Split(' ', 2)[1]);
        await using var story = await BeginAsync(was.Scenario);
        story.World.InjectFault(new Fault(service, operation, FaultKind.Denied));
        if ((await story.DeliverAsync())["findings"]!.AsArray() is not [JsonObject finding])
            return "no finding";
        if (story.Writes.Count > 0)
            return $"wrote {string.Join(", ", story.Writes)}";
        var (cause, confidence) = ((string)finding["cause"]!, (string)finding["confidence"]!);
        var now = Diagnosed.Of(was.Scenario, finding, new HashSet<string>());
        var right = service == "kubernetes" ? "this program's role may not" : $"{service}:{operation}";
        var named = finding["unknowns"]!.AsArray().Any(unknown => ((string)unknown!).Contains(right, StringComparison.Ordinal));
        if ((cause, confidence) != (was.Cause, was.Confidence) && confidence == "proved")
            return $"{cause} is proved";
        string[] changed =
        [
            .. was.Said.Where(said => now.Said.GetValueOrDefault(said.Key) != said.Value)
                // a step that decided nothing says itself why it is not known
                .Where(said => !finding["evidence"]!.AsArray().Any(one => (string?)one!["step"] == said.Key
                    && ((string)one["what"]!).Contains(right, StringComparison.Ordinal)))
                .Select(said => $"{said.Key} was {said.Value} and is {now.Said.GetValueOrDefault(said.Key) ?? "not there"}"),
        ];
        return changed.Length == 0 || named ? null
            : $"{string.Join(", ", changed)}, and the unknowns are {finding["unknowns"]!.ToJsonString()}";
    }

    private static async Task<IReadOnlyList<Diagnosed>> DiagnosedAsync()
    {
        var all = new List<Diagnosed>();
        foreach (var scenario in Scenario.All.Where(scenario => scenario.Faults.Count == 0))
        {
            await using var story = await BeginAsync(scenario);
            if ((await story.DeliverAsync())["findings"]!.AsArray() is [JsonObject finding])
                all.Add(Diagnosed.Of(scenario, finding,
                    story.World.Calls.Where(call => call.Service != "sns").Select(call => $"{call.Service} {call.Operation}").ToHashSet()));
        }
        return all;
    }

    // an Event on a workload is asked for by a setting of its own, in every mode
    private static Task<Story> BeginAsync(Scenario scenario) =>
        Story.BeginAsync(scenario, [("REMEDIATION_MODE", "report"), ("ANNOTATE_WORKLOADS", "off")]);

    /// <param name="Said">Whatever of the finding follows from what was read.</param>
    private sealed record Diagnosed(
        Scenario Scenario, string Cause, string Confidence, IReadOnlySet<string> Reads, IReadOnlyDictionary<string, string> Said)
    {
        public static Diagnosed Of(Scenario scenario, JsonObject finding, IReadOnlySet<string> reads)
        {
            var (cause, confidence) = ((string)finding["cause"]!, (string)finding["confidence"]!);
            var said = new Dictionary<string, string>
            {
                ["verdict"] = $"{cause}, {confidence}",
                ["plan"] = $"{finding["plan"]!["action"]} {finding["plan"]!["code"]}",
            };
            foreach (var step in finding["evidence"]!.AsArray().GroupBy(one => (string)one!["step"]!))
                said[step.Key] = string.Join(" ", step.Select(one => $"{one!["result"]}:{one["code"]}"));
            return new(scenario, cause, confidence, reads, said);
        }
    }
}
