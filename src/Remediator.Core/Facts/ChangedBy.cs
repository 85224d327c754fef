namespace Remediator.Core.Facts;

/// <summary>Someone other than this program set or deleted a repository policy, as CloudTrail recorded it.</summary>
/// <param name="Who">The caller's ARN, or the kind of caller where it has none.</param>
public sealed record ChangedBy(string Who, DateTimeOffset At);
