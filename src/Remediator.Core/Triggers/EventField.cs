namespace Remediator.Core.Triggers;

/// <summary>
/// A value of an event with the path it stands at. Reading it as what it is not throws <see cref="MalformedEventException"/>.
/// </summary>
internal readonly record struct EventField(JsonElement Value, string Path)
{
    internal EventField Required(string name) => Optional(name) ?? throw MalformedEventException.Missing($"{Path}.{name}");

    /// <summary>Null where the member is absent. A member given twice is malformed: readers differ on which one counts.</summary>
    internal EventField? Optional(string name)
    {
        if (Value.ValueKind != JsonValueKind.Object)
            throw Malformed(Accepted.Object);
        EventField? found = null;
        foreach (var member in Value.EnumerateObject())
        {
            if (!IsNamed(member, name))
                continue;
            if (found is not null)
                throw new MalformedEventException($"{Path}.{name}", new Message("event.given-twice"));
            found = new(member.Value, $"{Path}.{name}");
        }
        return found;
    }

    /// <summary>As <see cref="Optional"/>, and null counts as absent: senders differ on how they say "none".</summary>
    internal EventField? Given(string name) => Optional(name) is { Value.ValueKind: not JsonValueKind.Null } given ? given : null;

    internal bool Has(string name) => Value.EnumerateObject().Any(member => IsNamed(member, name));

    internal IEnumerable<EventField> Items()
    {
        if (Value.ValueKind != JsonValueKind.Array)
            throw Malformed(Accepted.Array);
        var path = Path;
        return Value.EnumerateArray().Select((item, i) => new EventField(item, $"{path}[{i}]"));
    }

    /// <summary>None where this is no object; a name that is no Unicode text is no name of ours.</summary>
    internal IEnumerable<(string Name, EventField Field)> Members()
    {
        if (Value.ValueKind != JsonValueKind.Object)
            yield break;
        foreach (var member in Value.EnumerateObject())
            if (NameOf(member) is { } name)
                yield return (name, new(member.Value, $"{Path}.{name}"));
    }

    /// <summary>Null where this is no text.</summary>
    internal string? AsText()
    {
        try
        {
            return Value.ValueKind is JsonValueKind.String ? Value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    internal string Text()
    {
        if (Value.ValueKind != JsonValueKind.String)
            throw Malformed(Accepted.Text);
        try
        {
            return Value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Malformed(Accepted.UnicodeText);
        }
    }

    internal string Text(Func<string, bool> accepts, Message accepted)
    {
        var text = Text();
        return accepts(text) ? text : throw Malformed(accepted);
    }

    private MalformedEventException Malformed(Message accepted)
    {
        if (Value.ValueKind is JsonValueKind.Undefined)
            return MalformedEventException.Missing(Path);
        var text = Value.ValueKind is JsonValueKind.String ? Value.GetRawText()[1..^1] : Value.GetRawText();
        return MalformedEventException.NotAccepted(Path, text, accepted);
    }

    private static string? NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static bool IsNamed(JsonProperty member, string name)
    {
        try
        {
            return member.NameEquals(name);
        }
        catch (InvalidOperationException)
        {
            // a lone surrogate in the name: no name of ours
            return false;
        }
    }
}
