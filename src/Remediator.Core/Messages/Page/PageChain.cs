using Remediator.Core.Verdicts;

namespace Remediator.Core.Messages.Page;

/// <summary>The pull as a path with one stop a step; the stops after the one that fails are dashed.</summary>
internal static class PageChain
{
    public static string Of(Report report, Catalogue catalogue)
    {
        var stops = report.Evidence.GroupBy(evidence => evidence.Step).OrderBy(stop => stop.Key)
            .Select(stop => (Step: stop.Key, Result: Worst(stop.Select(evidence => evidence.Result)))).ToArray();
        var broken = Broken(stops);
        var drawn = stops.Select(stop => Stop(stop.Step, stop.Result, broken, catalogue));
        return $"<ol role=\"list\" class=\"path\">{string.Concat(drawn)}</ol>";
    }

    private static string Stop(Step step, StepResult result, Step? broken, Catalogue catalogue)
    {
        var (isHere, isBeyond) = (step == broken, step > broken && step < Step.Remediation);
        var said = Html.Label(catalogue, Labels.Of(result));
        var dot = $"<span class=\"dot\" role=\"img\" aria-label=\"{said}\" title=\"{said}\">{Mark(result)}</span>";
        var here = isHere ? $"<span class=\"here\">{Html.Label(catalogue, new Message("label.broken-here"))}</span>" : "";
        return $"<li class=\"{result.WireName}{(isHere ? " broken" : "")}{(isBeyond ? " after" : "")}\">{dot}"
            + $"<span class=\"name\">{Html.Label(catalogue, Labels.Of(step))}{here}</span></li>\n";
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
