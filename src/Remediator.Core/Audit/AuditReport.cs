using Remediator.Core.Failures;

namespace Remediator.Core.Audit;

/// <summary>What an audit of a cluster, or of one namespace of it, came to.</summary>
/// <param name="Unknowns">What could not be looked at as a whole.</param>
public sealed record AuditReport(Scope Scope, DateTimeOffset AsOf, IReadOnlyList<AuditRow> Rows, IReadOnlyList<Message> Unknowns)
{
    /// <summary>Images of other registries than private ones of ECR; nobody can say whether those would be pulled.</summary>
    public int OtherImages { get; init; }

    /// <summary>Images that were looked at.</summary>
    public int Images { get; init; }

    /// <summary>The image that the next part begins with; null where this was the last.</summary>
    public string? Next { get; init; }

    /// <summary>Images that are left to the parts after this one.</summary>
    public int Left { get; init; }

    /// <summary>Nothing was found that pulls an image.</summary>
    public bool IsEmpty => Images == 0 && OtherImages == 0 && Left == 0;

    /// <summary>They are asked for already, in an audit of their own.</summary>
    public bool GoesOn { get; init; }

    public int Count(AuditResult result) => Rows.Count(row => row.Result == result);

    /// <summary>Rows that are no failure and still have something to say.</summary>
    public int Warned => Rows.Count(row => row is { WouldNotComeBack: false, Warnings.Count: > 0 });

    /// <summary>What fails first, what is not known next; by image within each.</summary>
    public static IReadOnlyList<AuditRow> Ordered(IEnumerable<AuditRow> rows) =>
    [
        .. rows.OrderBy(row => row.Result switch { AuditResult.WouldFail => 0, AuditResult.Unknown => 1, _ => 2 })
            .ThenBy(row => row.CacheOnly is CacheOnly.No).ThenBy(row => row.Warnings.Count == 0)
            .ThenBy(row => row.Image.Text, StringComparer.Ordinal).ThenBy(row => row.Compute, StringComparer.Ordinal),
    ];

    /// <summary>This part and the ones after it, as one.</summary>
    public AuditReport With(AuditReport next) => next with
    {
        AsOf = AsOf,
        Rows = Ordered([.. Rows, .. next.Rows]),
        Unknowns = [.. Unknowns.Union(next.Unknowns)],
        Images = Images + next.Images,
    };
}
