using Remediator.Core.Facts;
using Remediator.Core.Images;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Audit;

/// <summary>Whether the next pull of an image would succeed.</summary>
public enum AuditResult
{
    /// <summary>Nothing that can be read would keep it from succeeding.</summary>
    Ok,
    WouldFail,

    /// <summary>What decides it could not be read.</summary>
    Unknown,
}

public static class AuditResultNames
{
    private static readonly WireNames<AuditResult> s_names = new(
        (AuditResult.Ok, "ok"),
        (AuditResult.WouldFail, "would-fail"),
        (AuditResult.Unknown, "unknown"));

    extension(AuditResult result)
    {
        public string WireName => s_names.Of(result);

        /// <exception cref="FormatException">It has another name.</exception>
        public static AuditResult FromWire(string name) => s_names.Parse(name);
    }
}

/// <summary>What of an image lives in the nodes' caches alone.</summary>
public enum CacheOnly
{
    No,

    /// <summary>The registry does not serve the image any more.</summary>
    Deleted,

    /// <summary>The tag names another image than the one that runs: a new pod would run something else.</summary>
    TagMoved,
}

public static class CacheOnlyNames
{
    private static readonly WireNames<CacheOnly> s_names = new(
        (CacheOnly.No, "no"),
        (CacheOnly.Deleted, "deleted"),
        (CacheOnly.TagMoved, "tag-moved"));

    extension(CacheOnly cache)
    {
        public string WireName => s_names.Of(cache);

        /// <exception cref="FormatException">It has another name.</exception>
        public static CacheOnly FromWire(string name) => s_names.Parse(name);
    }
}

/// <summary>The answer about one image and one identity that pulls it.</summary>
/// <param name="Compute">What the identity was looked for by: a node group, an instance profile, …</param>
/// <param name="Identity">Null where it is not known.</param>
public sealed record AuditRow(
    ImageReference.Ecr Image, string Compute, Puller? Identity, IReadOnlyList<Usage> Usages, AuditResult Result)
{
    /// <summary>Why it would fail; null unless it would.</summary>
    public Cause? Cause { get; init; }

    /// <summary>How sure the answer is.</summary>
    public Confidence Confidence { get; init; }

    public IReadOnlyList<Evidence> Evidence { get; init; } = [];

    /// <summary>What a person does next; null where there is nothing to do.</summary>
    public Message? Next { get; init; }

    /// <summary>When a lifecycle rule ends the image, where that is a matter of days.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>After how many more pushes a lifecycle rule ends the image, where that is a matter of pushes.</summary>
    public int? PushesLeft { get; init; }

    /// <summary>The day or the pushes, for a table; null where nothing ends it.</summary>
    public Message? EndShown => (Expires, PushesLeft) switch
    {
        ({ } at, _) => Message.Verbatim($"{at.UtcDateTime:yyyy-MM-dd}"),
        (_, { } pushes) => new Message("audit.after-pushes", ("pushes", pushes)),
        _ => null,
    };

    public CacheOnly CacheOnly { get; init; }

    /// <summary>What people should know although it is no failure: what the next pushes end, or what may not be let in.</summary>
    public IReadOnlyList<Message> Warnings { get; init; } = [];

    public IReadOnlyList<Message> Unknowns { get; init; } = [];

    /// <summary>From a registry that AWS itself owns, which nobody else can read.</summary>
    public bool IsOfAws => AddOnRegistries.IsOfAws(Image.Registry.Account);

    /// <summary>It fails, or something else would run.</summary>
    public bool WouldNotComeBack => Result is AuditResult.WouldFail || CacheOnly is not CacheOnly.No;

    /// <summary>People should hear of it.</summary>
    public bool IsNews => WouldNotComeBack || Warnings.Count > 0;

    /// <summary>There is more to say of it than that it is fine.</summary>
    public bool IsExplained => IsNews || Result is not AuditResult.Ok;

    /// <summary>The same answer has the same key, whatever day it is given on, and however many pushes are left.</summary>
    public string KeyIn(Failures.Scope cluster) => $"audit-{Digest.Of(new JsonArray(
    [
        cluster.Account, cluster.Region, cluster.Cluster, Image.Text, Identity?.Role.ToString() ?? Compute, Result.WireName,
        Cause?.WireName, CacheOnly.WireName, .. Warnings.Select(JsonNode? (warning) => warning.Code),
    ]))[..16]}";
}
