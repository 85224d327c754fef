using System.Text;

namespace Remediator.Core.Policies.Language;

/// <summary>
/// A text in a policy that may hold variables: `${aws:PrincipalTag/team}`, `${key, 'default'}`, and `${*}` `${?}` `${$}` for the bare
/// character. Only `Version` 2012-10-17 has them. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
/// </summary>
internal sealed class PolicyValue
{
    private readonly List<Part>? _parts;

    /// <param name="text">As written in the policy.</param>
    /// <param name="variables">Unknown under a `Version` that nobody documents.</param>
    public PolicyValue(string text, Tri variables)
    {
        Text = text;
        if (variables == Tri.False || !text.Contains("${", StringComparison.Ordinal))
            return;
        _parts = variables == Tri.True ? PartsOf(text) : [new NotUnderstood()];
    }

    /// <summary>As written in the policy.</summary>
    public string Text { get; }

    /// <summary>What the value is in this request.</summary>
    public Filled In(Request request)
    {
        if (_parts is null)
            return new Filled(Text, null, Tri.True);
        var text = new StringBuilder();
        var literal = new List<bool>();
        var known = Tri.True;
        foreach (var part in _parts)
        {
            var (value, state) = part.In(request);
            known = known.And(state);
            text.Append(value);
            literal.AddRange(Enumerable.Repeat(part.IsLiteral && state == Tri.True, value.Length));
        }
        return new Filled(text.ToString(), [.. literal], known);
    }

    /// <summary>The keys of variables that this request does not know.</summary>
    public IEnumerable<string> Unknowns(Request request) =>
        _parts?.Where(part => part.Key is not null && part.In(request).State == Tri.Unknown).Select(part => part.Key!) ?? [];

    /// <param name="Text">With `*` for a variable that is not known.</param>
    /// <param name="Literal">Marks characters that are no wildcards; null for none.</param>
    /// <param name="Known">False: a variable names a key that the request does not have.</param>
    internal readonly record struct Filled(string Text, bool[]? Literal, Tri Known)
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
                parts.Add(new Written(text[from..], false));
                break;
            }
            if (open > from)
                parts.Add(new Written(text[from..open], false));
            parts.Add(Part.Of(text[(open + 2)..close]));
            from = close + 1;
        }
        return parts;
    }

    private abstract record Part(string? Key, bool IsLiteral)
    {
        public abstract (string Value, Tri State) In(Request request);

        public static Part Of(string inside)
        {
            if (inside is "*" or "?" or "$")
                return new Written(inside, true);
            var comma = inside.IndexOf(',');
            var fallback = comma < 0 ? null : inside[(comma + 1)..].Trim();
            return fallback is null ? new Variable(inside.Trim(), null)
                : fallback is ['\'', .. var text, '\''] ? new Variable(inside[..comma].Trim(), text)
                : new Written("${" + inside + "}", false);
        }
    }

    private sealed record Written(string Text, bool IsLiteral) : Part(null, IsLiteral)
    {
        public override (string Value, Tri State) In(Request request) => (Text, Tri.True);
    }

    private sealed record Variable(string Name, string? Default) : Part(Name, true)
    {
        public override (string Value, Tri State) In(Request request)
        {
            var found = request[Name];
            return found.Presence switch
            {
                Presence.Known when found.Values.Count == 1 => (found.Values[0], Tri.True),
                Presence.Absent => Default is null ? ("", Tri.False) : (Default, Tri.True),
                // a key of several values cannot fill one place
                _ => ("*", Tri.Unknown),
            };
        }
    }

    /// <summary>A text with `${…}` under a version that nobody documents.</summary>
    private sealed record NotUnderstood() : Part("Version", true)
    {
        public override (string Value, Tri State) In(Request request) => ("*", Tri.Unknown);
    }
}
