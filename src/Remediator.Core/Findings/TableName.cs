namespace Remediator.Core.Findings;

/// <summary>The incident table that a command about an incident has to be given.</summary>
public sealed record TableName(string Name, string Region);
