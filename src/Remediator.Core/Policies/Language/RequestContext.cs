using System.Collections.Frozen;

namespace Remediator.Core.Policies.Language;

/// <summary>
/// Whether a request has a key. Open: it has one value, and that is known but for the characters that `*` and `?` stand for.
/// </summary>
internal enum Presence { Unknown, Absent, Known, Open }

/// <summary>One value of a key; where it is open, `*` and `?` stand for characters that are not known.</summary>
internal readonly record struct KeyText(string Text, bool IsOpen)
{
    public Tri IsLike(ReadOnlySpan<char> pattern, ReadOnlySpan<bool> literal) => IsOpen
        ? Wildcard.MatchesOpen(pattern, Text, literal: literal)
        : TriLogic.Of(Wildcard.Matches(pattern, Text, literal: literal));
}

/// <summary>The values of one condition key in a request, none unless known; of an open one the ways it may look.</summary>
internal readonly record struct KeyValues(Presence Presence, IReadOnlyList<string> Values)
{
    public static KeyValues Unknown { get; } = new(Presence.Unknown, []);

    public static KeyValues Absent { get; } = new(Presence.Absent, []);

    public static KeyValues Of(string value) => new(Presence.Known, [value]);

    public static KeyValues Open(params IReadOnlyList<string> ways) => new(Presence.Open, ways);
}

/// <summary>What is known about the condition keys of a request. A key has values, or is known to be absent, or is not known.</summary>
public sealed class RequestContext
{
    private readonly FrozenDictionary<string, KeyValues> _keys;

    private RequestContext(IEnumerable<KeyValuePair<string, IReadOnlyList<string>?>> keys) =>
        _keys = keys.ToFrozenDictionary(
            // a key without a value is a key that is not there
            key => key.Key, key => key.Value is { Count: > 0 } values ? new KeyValues(Presence.Known, [.. values]) : KeyValues.Absent,
            StringComparer.OrdinalIgnoreCase);

    /// <summary>Nothing is known.</summary>
    public static RequestContext Empty { get; } = new([]);

    /// <summary>Values per key, in any case; null or an empty list means that the request does not have the key.</summary>
    /// <exception cref="ArgumentException">A key is given twice, differing in case only.</exception>
    public static RequestContext Of(IEnumerable<KeyValuePair<string, IReadOnlyList<string>?>> keys)
    {
        var all = keys.ToList();
        var twice = all.GroupBy(key => key.Key, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1);
        return twice is null ? new RequestContext(all) : throw new ArgumentException($"the condition key \"{twice.Key}\" is given twice");
    }

    internal KeyValues? this[string key] => _keys.TryGetValue(key, out var values) ? values : null;
}
