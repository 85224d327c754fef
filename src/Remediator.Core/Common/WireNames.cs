namespace Remediator.Core.Common;

/// <summary>
/// What the wire and the table call the members of an enum. Spelled out, so that renaming a member in the code changes nothing that is sent
/// or stored.
/// </summary>
public sealed class WireNames<T>(params (T Member, string Name)[] names) where T : struct, Enum
{
    /// <exception cref="ArgumentException">The member was given no name.</exception>
    public string Of(T member)
    {
        foreach (var (one, name) in names)
            if (EqualityComparer<T>.Default.Equals(one, member))
                return name;
        throw new ArgumentException($"{typeof(T).Name} {member} has no name on the wire", nameof(member));
    }

    /// <exception cref="UnreadableException">No member has that name.</exception>
    public T Parse(string text) =>
        TryParse(text, out var member) ? member : throw new UnreadableException(
            new Message("unreadable.name", ("text", text), ("accepted", string.Join(", ", All))));

    public bool TryParse(string? text, out T member)
    {
        foreach (var (one, name) in names)
            if (name == text)
            {
                member = one;
                return true;
            }
        member = default;
        return false;
    }

    /// <summary>All names, in the order they were given in.</summary>
    public IEnumerable<string> All => names.Select(one => one.Name);
}
