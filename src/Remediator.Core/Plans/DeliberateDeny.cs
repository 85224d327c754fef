using Remediator.Core.Facts;

namespace Remediator.Core.Plans;

/// <summary>Signs that someone means a Deny to stand: then only a person lifts it.</summary>
internal static class DeliberateDeny
{
    /// <summary>Long enough to ask the person who set the policy.</summary>
    private static readonly TimeSpan s_recent = TimeSpan.FromHours(4);

    /// <summary>Why a person has to decide, or null.</summary>
    public static Message? Sign(PullFacts facts) => OnTags(facts.RepositoryTags) ?? InTime(facts);

    private static Message? OnTags(Fact<IReadOnlyDictionary<string, string>> tags) => tags switch
    {
        Fact<IReadOnlyDictionary<string, string>>.Known { Value: var known } =>
            known.Where(tag => Says(tag.Key) || Says(tag.Value))
                .Select(tag => new Message("plan.tagged", ("tag", $"{tag.Key}={tag.Value}"))).FirstOrDefault(),
        _ => new Message("plan.quarantine-unread", ("why", tags.Gap!)),
    };

    private static Message? InTime(PullFacts facts) => facts.PolicyChangedBy switch
    {
        Fact<ChangedBy?>.Known { Value: { } change } when facts.AsOf - change.At < s_recent =>
            Changed(change.Who, $"{change.At.UtcDateTime:yyyy-MM-dd HH:mm}Z"),
        { Gap: { } gap } => new Message("plan.last-change-unread", ("why", gap)),
        _ => null,
    };

    private static Message Changed(string? who, string time) => who is null
        ? new Message("plan.recently-changed-unnamed", ("time", time))
        : new Message("plan.recently-changed", ("who", who), ("time", time));

    private static bool Says(string text) => text.Contains("quarantine", StringComparison.OrdinalIgnoreCase);
}
