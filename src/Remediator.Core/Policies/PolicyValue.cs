using System.Text;

namespace Remediator.Core.Policies;

/// <summary>
/// A text in a policy that may hold variables: `${aws:PrincipalTag/team}`, `${key, 'default'}`, and `${*}` `${?}` `${$}` for the bare character.
/// Only `Version` 2012-10-17 has them. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
/// </summary>
internal sealed class PolicyValue
{
    private readonly List<Part>? _parts;

    public PolicyValue(string text, bool variables)
    {
        Text = text;
        if (variables && text.Contains("${", StringComparison.Ordinal)) _parts = PartsOf(text);
    }

    /// <summary>As written in the policy.</summary>
    public string Text { get; }

    /// <summary>What the value is in this request; `null` text when a variable in it is unknown, or names nothing.</summary>
    public Filled In(Request request)
    {
        if (_parts is null) return new Filled(Text, null, Tri.True);
        var text = new StringBuilder();
        var literal = new List<bool>();
        var known = Tri.True;
        foreach (var part in _parts)
        {
            var (value, state) = part.In(request);
            known = known.And(state);
            text.Append(value);
            literal.AddRange(Enumerable.Repeat(part.IsLiteral, value?.Length ?? 0));
        }
        return new Filled(known == Tri.True ? text.ToString() : null, [.. literal], known);
    }

    /// <summary>The keys of variables that this request does not know.</summary>
    public IEnumerable<string> Unknowns(Request request) =>
        _parts?.Where(part => part.Key is not null && part.In(request).State == Tri.Unknown).Select(part => part.Key!) ?? [];

    /// <param name="Text">Null unless <paramref name="Known"/> is true.</param>
    /// <param name="Literal">Marks characters that are no wildcards; null for none.</param>
    /// <param name="Known">False: a variable names a key that the request does not have.</param>
    internal readonly record struct Filled(string? Text, bool[]? Literal, Tri Known)
    {
        public bool Matches(string value) => Wildcard.Matches(Text, value, literal: Literal);
    }

    private static List<Part> PartsOf(string text)
    {
        var parts = new List<Part>();
        var from = 0;
        while (from < text.Length)
        {
            var open = text.IndexOf("${", from, StringComparison.Ordinal);
            var close = open < 0 ? -1 : text.IndexOf('}', open);
            if (close < 0)
            {
                parts.Add(new Part(text[from..], null, null, false));
                break;
            }
            if (open > from) parts.Add(new Part(text[from..open], null, null, false));
            parts.Add(Part.Variable(text[(open + 2)..close]));
            from = close + 1;
        }
        return parts;
    }

    private sealed record Part(string? Text, string? Key, string? Default, bool IsLiteral)
    {
        public static Part Variable(string inside)
        {
            if (inside is "*" or "?" or "$") return new Part(inside, null, null, true);
            var comma = inside.IndexOf(',');
            var fallback = comma < 0 ? null : inside[(comma + 1)..].Trim();
            var quoted = fallback is ['\'', .., '\''];
            return fallback is not null && !quoted
                ? new Part("${" + inside + "}", null, null, false)
                : new Part(null, (comma < 0 ? inside : inside[..comma]).Trim(), fallback?[1..^1], true);
        }

        public (string? Value, Tri State) In(Request request)
        {
            if (Key is null) return (Text, Tri.True);
            var found = request[Key];
            return found.Presence switch
            {
                Presence.Known when found.Values.Count == 1 => (found.Values[0], Tri.True),
                Presence.Absent => Default is null ? (null, Tri.False) : (Default, Tri.True),
                // a key of several values cannot fill one place
                _ => (null, Tri.Unknown),
            };
        }
    }
}
