namespace Remediator.Core;

/// <summary>Which facts are missing, as <c>name: why</c>; a fact that was not asked for is not missing.</summary>
public static class Gaps
{
    public static IReadOnlyList<string> Of(params IEnumerable<(string Name, IFact? Fact)> facts) =>
        [.. facts.Where(f => f.Fact?.Gap is not null).Select(f => $"{f.Name}: {f.Fact!.Gap}")];
}
