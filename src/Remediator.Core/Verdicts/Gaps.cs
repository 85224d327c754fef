using Remediator.Core.Facts;

namespace Remediator.Core.Verdicts;

/// <summary>Which facts are missing, and why; a fact that was not asked for is not missing.</summary>
public static class Gaps
{
    public static IReadOnlyList<Message> Of(params IEnumerable<(Message Name, IFact? Fact)> facts) =>
        [.. from fact in facts let why = WhyNot(fact.Fact) where why is not null select Of(fact.Name, why)];

    public static Message Of(Message name, Message why) => new("unknown.fact", ("fact", name), ("why", why));

    /// <summary>Who pulls may be known, and what would prove it not.</summary>
    private static Message? WhyNot(IFact? fact) => fact?.Gap ?? (fact as Fact<Puller>).ValueOrNull()?.Doubt;
}
