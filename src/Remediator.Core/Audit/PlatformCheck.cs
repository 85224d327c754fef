using Remediator.Core.Facts;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Audit;

/// <summary>
/// Whether an image is built for the nodes that may run it. What its index lists stands in the manifest, and reading that counts as a
/// pull; so only the nodes on which it runs, or ran to its end, show for what it is built.
/// </summary>
internal static class PlatformCheck
{
    /// <summary>Null where it runs on every platform that it may be scheduled to: what was not read is never taken for built.</summary>
    public static Message? Unknown(ImageUse use, AuditFacts facts) =>
        facts.Image is not null && Missing(use) is { Count: > 0 } open
            ? new Message("unknown.platforms", ("platforms", string.Join(", ", open)))
            : null;

    public static IEnumerable<Evidence> EvidenceOf(ImageUse use, AuditFacts facts) => (use.Shown.Count, Missing(use).Count) switch
    {
        _ when facts.Image is null => [],
        ( > 0, 0) =>
            [new(Step.ImageExists, StepResult.Pass, new Message("platform.runs", ("platforms", string.Join(", ", use.Shown))), null)],
        ( > 0, _) => [new(Step.ImageExists, StepResult.Unknown, new Message("platform.runs-not-everywhere",
            ("platforms", string.Join(", ", use.Shown)), ("others", string.Join(", ", Missing(use)))), null)],
        (_, > 0) => [new(Step.ImageExists, StepResult.Unknown, new Message("platform.not-read"), null)],
        _ => [new(Step.ImageExists, StepResult.Skipped, new Message("platform.not-read"), null)],
    };

    private static IReadOnlyList<Platform> Missing(ImageUse use) => [.. use.MayRunOn.Except(use.Shown)];
}
