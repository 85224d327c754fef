namespace Remediator.Core.Failures;

/// <summary>Nodes as a sentence names them: the first, and how many more there are.</summary>
public static class NodeNames
{
    private const int LongestName = 300;

    /// <param name="nodes">The first is named; none: the node is not known.</param>
    /// <param name="count">How many there are in all.</param>
    public static Message Shown(IReadOnlyList<string> nodes, int count) => (nodes, count) switch
    {
        ([], _) => new Message("node.unnamed"),
        ([var first, ..], > 1) => new Message("node.several", ("node", Untrusted.Line(first, LongestName)), ("count", count - 1)),
        ([var only, ..], _) => new Message("node.one", ("node", Untrusted.Line(only, LongestName))),
    };
}
