using Remediator.Core.Verdicts;

namespace Remediator.Core.Wording;

/// <summary>
/// The sentences that reasons and evidence are made of. The machine payload keeps them in English, so a reader of it finds
/// the Japanese by the English, as a message catalogue does. A text that is not here, an event's own words say, stays as it is.
/// </summary>
internal static partial class JapanesePhrases
{
    private static readonly Phrase[] s_phrases = Sorted(All);

    /// <summary>The text as it stands where it is none of these sentences.</summary>
    public static string Of(string english) => Event(english) ?? Known(english) ?? Way(english) ?? Parts(english) ?? english;

    private static string? Known(string english) => First(s_phrases, english, Of);

    private static string? First(Phrase[] phrases, string english, Func<string, string> translate) =>
        phrases.Select(phrase => phrase.Of(english, translate)).FirstOrDefault(told => told is not null);

    /// <summary>What is wrapped around another sentence comes first, then what says most of a text itself.</summary>
    private static Phrase[] Sorted(Phrase[] phrases) => [.. phrases.OrderByDescending(phrase => phrase.Wraps).ThenByDescending(phrase => phrase.Said)];

    /// <summary>Several sentences in one.</summary>
    private static string? Parts(string english)
    {
        var parts = english.Split("; ");
        return parts.Length > 1 && parts.All(part => Known(part) is not null) ? string.Join('。', parts.Select(part => Known(part)!.TrimEnd('。'))) : null;
    }

    private static Phrase[] All =>
    [
        .. Enum.GetValues<Cause>().Select(cause => new Phrase(EnglishCauses.Of(cause, Named.Nothing).NextStep, JapaneseCauses.Of(cause, Named.Nothing).NextStep)),
        .. Names, .. Pods, .. Images, .. Access, .. Nodes, .. Network, .. Gaps, .. Plans, .. TimeLine, .. Outcomes,
    ];
}
