using Remediator.Core.Findings;
using Remediator.Core.Incidents;
using Remediator.Core.Plans;
using Remediator.Scan;

namespace Remediator.Repair;

/// <summary>Closes incidents of which nothing fails any more, by the rule of <see cref="Resolution"/>.</summary>
public sealed class Closing(ClusterScanner scanner, Guardrails guardrails, TimeProvider clock)
{
    /// <summary>What is quiet within what was looked at may fail elsewhere in its cluster, so there is a look at all of it first.</summary>
    /// <param name="found">What this invocation found.</param>
    public async Task<IReadOnlyList<Notice>> CloseAsync(
        IReadOnlyList<OpenIncident> open, IReadOnlyList<ScanResult> scan, IReadOnlyList<Finding> found, Invocation invocation)
    {
        var quiet = QuietIn(scan, open, found);
        var whole = await scanner.ScanWholeAsync(scan, [.. quiet.Select(one => one.Incident.Failure.Scope)], invocation);
        return [.. QuietIn(whole, quiet, found).Select(one =>
            new Notice(Resolution.Of(one.Incident, clock.GetUtcNow(), guardrails.Mode)))];
    }

    private static IReadOnlyList<OpenIncident> QuietIn(
        IReadOnlyList<ScanResult> scan, IEnumerable<OpenIncident> open, IReadOnlyList<Finding> found) =>
    [
        .. open.Where(one => one.Interrupted is null
            && scan.Any(seen => seen.IsWhole && Resolution.IsOver(one.Incident, seen.Scope, seen.Failing, found)
                // what could not be seen may still fail
                && (seen.SandboxGap is null || one.Incident.Failure is not { Unseen: null, IsOfSandbox: true }))),
    ];
}
