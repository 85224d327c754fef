using System.Text.RegularExpressions;
using Remediator.EndToEnd.Tests.Template;

namespace Remediator.EndToEnd.Tests.Documents;

/// <summary>
/// A fenced block of shell in one of the repository's documents. An HTML comment on the line above says whether the tests run it:
/// <c>run</c>, or <c>not run: WHY</c>.
/// </summary>
internal sealed partial record MarkdownBlock(string File, int Line, string Marker, string Text)
{
    private static readonly EnumerationOptions s_deep = new() { RecurseSubdirectories = true };

    /// <summary>Every document for readers.</summary>
    public static IEnumerable<string> Files { get; } =
    [
        .. Directory.GetFiles(Repository.PathOf(), "*.md"),
        .. Directory.GetFiles(Repository.PathOf("docs"), "*.md", s_deep),
        Repository.PathOf("src", "AwsPackages", "README.md"),
    ];

    public static IEnumerable<MarkdownBlock> All { get; } = [.. Files.SelectMany(Of)];

    public bool IsRun => Marker == "run";

    /// <summary>The reason not to run it; empty if the marker gives none.</summary>
    public string WhyNotRun => Marker.StartsWith("not run: ", StringComparison.Ordinal) ? Marker["not run: ".Length..] : "";

    public override string ToString() => $"{Path.GetRelativePath(Repository.PathOf(), File)}:{Line}";

    private static IEnumerable<MarkdownBlock> Of(string file)
    {
        var text = System.IO.File.ReadAllText(file);
        return Block().Matches(text).Select(block =>
            new MarkdownBlock(file, text.AsSpan(0, block.Index).Count('\n') + 1, block.Groups[1].Value, block.Groups[2].Value));
    }

    [GeneratedRegex("^(?:<!-- ([^\n]*) -->\n)?```(?:sh|bash|shell|console)\\b[^\n]*\n(.*?)^```",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
