using Remediator.Core.Verdicts;

namespace Remediator.Core.Audit;

/// <summary>Images that live in the nodes' caches alone: the registry has deleted them, or their tag names another one now.</summary>
internal static class CacheCheck
{
    public static CacheOnly Of(ImageUse use, AuditFacts facts, bool isGone) =>
        isGone && use.Pods - use.Waiting > 0 ? CacheOnly.Deleted
        : Moved(use, facts).Count > 0 ? CacheOnly.TagMoved
        : CacheOnly.No;

    /// <summary>Null where what runs is what the reference names.</summary>
    public static Message? NextStep(ImageUse use, AuditFacts facts) =>
        Moved(use, facts).Count > 0 ? new Message("audit.next.tag-moved") : null;

    public static IEnumerable<Evidence> EvidenceOf(ImageUse use, AuditFacts facts)
    {
        if (Moved(use, facts) is not { Count: > 0 } moved)
            yield break;
        var running = string.Join(", ", moved);
        var kept = facts.Kept is null ? (bool?)null : moved.All(facts.Kept.Contains);
        yield return new(Step.ImageExists, StepResult.Fail, kept switch
        {
            true => new Message("image.tag-moved-kept", ("tag", use.Image.Tag!), ("now", facts.Image!.Digest), ("running", running)),
            false => new Message("image.tag-moved-gone", ("tag", use.Image.Tag!), ("now", facts.Image!.Digest), ("running", running)),
            null => new Message("image.tag-moved", ("tag", use.Image.Tag!), ("now", facts.Image!.Digest), ("running", running)),
        }, ShellCommands.DescribeImage(use.Image));
    }

    /// <summary>The digests that run and that the tag does not name; a reference by digest cannot move.</summary>
    private static IReadOnlyList<string> Moved(ImageUse use, AuditFacts facts) =>
        use.Image.Digest is null && facts.Image is { IsActive: true } image && image.Digest.Length > 0
            ? [.. use.Digests.Where(digest => digest != image.Digest)]
            : [];
}
