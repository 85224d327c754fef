namespace Remediator.Core.Facts;

/// <summary>What kept ECR from filling a repository through a pull-through cache rule, as its own event reported it.</summary>
/// <param name="Code">ECR's failure code; may be empty.</param>
/// <param name="Reason">ECR's words; may be empty.</param>
/// <param name="Tag">Null where the event names none: a pull by digest.</param>
public sealed record UpstreamFailure(string Code, string Reason, string? Tag, DateTimeOffset At);
