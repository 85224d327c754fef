namespace Remediator.Core.PullTexts;

/// <summary>
/// What went wrong, without what Go programs wrap around it: the part behind the last colon, in the attempt that decides.
/// </summary>
public static class InnermostClause
{
    private const string Separator = ": ";

    private static readonly char[] s_edges = [.. " \t\r\n\"'[]."];

    /// <summary>
    /// Kinds of errors that containerd puts behind what went wrong: https://github.com/containerd/errdefs/blob/main/errors.go
    /// </summary>
    private static readonly string[] s_kinds =
        ["unknown", "not found", "failed precondition", "invalid argument", "unavailable", "not implemented"];

    /// <returns>Null where the text is of one clause.</returns>
    public static string? Of(string text)
    {
        var read = PullText.Read(text);
        var said = read.Deciding.Text.Trim(s_edges);
        // what IAM says, on a line of its own, is shown by itself
        if (read.Denial is not null)
            said = said.Split('\n')[0];
        string[] clauses = [.. said.Split(Separator).Select(clause => clause.Trim(s_edges)).Where(clause => clause.Length > 0)];
        if (clauses.Length < 2)
            return null;
        var last = clauses.Length - 1;
        while (last > 0 && s_kinds.Contains(clauses[last]))
            last--;
        // a single word is a name, of which the kind is all that is said
        return clauses[last].Contains(' ') || last == clauses.Length - 1 ? clauses[last] : clauses[last + 1];
    }
}
