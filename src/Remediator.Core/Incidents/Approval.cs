namespace Remediator.Core;

/// <summary>What a person may decide about a plan, or has decided.</summary>
public enum ApprovalState
{
    Open,
    Approved,
    Rejected,
}

/// <summary>A plan that was shown to people; where to look for what it is about, and until when it may be approved.</summary>
public sealed record Approval(string Hash, string Incident, Scope Scope, DateTimeOffset Expires, ApprovalState State)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>Why it cannot be decided any more; null where it can.</summary>
    public string? WhyNot(DateTimeOffset now) =>
        State is not ApprovalState.Open ? $"it was {Names.Of(State)} already"
        : now >= Expires ? $"its hour was over at {Expires.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}; the next finding asks anew"
        : null;
}
