using Remediator.Core.Common;
using Remediator.Core.Verdicts;
using Remediator.Core.Wording;

namespace Remediator.Core.Messages.Page;

/// <summary>The chain as a path with one stop a step, up to the hop where it breaks and, dashed, beyond.</summary>
internal static class PageChain
{
    public static string Of(Report report, Words words)
    {
        var stops = report.Evidence.GroupBy(evidence => evidence.Step).OrderBy(stop => stop.Key)
            .Select(stop => (Step: stop.Key, Result: Worst(stop.Select(evidence => evidence.Result)))).ToArray();
        var broken = Broken(stops);
        return $"<ol class=\"path\">{string.Concat(stops.Select(stop => Stop(stop.Step, stop.Result, broken, words)))}</ol>";
    }

    private static string Stop(Step step, StepResult result, Step? broken, Words words)
    {
        var here = step == broken;
        var beyond = step > broken && step < Step.Remediation;
        return $"""
            <li class="{Names.Of(result)}{(here ? " broken" : "")}{(beyond ? " after" : "")}"><span class="dot" role="img" aria-label="{Untrusted.Html(words.Of(result).Trim())}" title="{Untrusted.Html(words.Of(result).Trim())}">{Mark(result)}</span><span class="name">{Untrusted.Html(words.Of(step))}{(here ? $"<span class=\"here\">{Untrusted.Html(words.Of(Label.BrokenHere))}</span>" : "")}</span></li>

            """;
    }

    public static string Mark(StepResult result) => result switch
    {
        StepResult.Pass => "✓",
        StepResult.Fail => "✗",
        StepResult.Unknown => "?",
        _ => "–",
    };

    /// <summary>The pod's status and events are what hurts; where it breaks is the last link that fails before anything was done.</summary>
    private static Step? Broken(IEnumerable<(Step Step, StepResult Result)> stops) =>
        stops.Where(stop => stop is { Result: StepResult.Fail, Step: < Step.Remediation }).Select(stop => (Step?)stop.Step).LastOrDefault();

    private static StepResult Worst(IEnumerable<StepResult> results)
    {
        StepResult[] worstFirst = [StepResult.Fail, StepResult.Unknown, StepResult.Pass, StepResult.Skipped];
        return worstFirst.First(results.ToHashSet().Contains);
    }
}
