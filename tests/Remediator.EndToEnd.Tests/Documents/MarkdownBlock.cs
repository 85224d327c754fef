using System.Text.RegularExpressions;
using Remediator.EndToEnd.Tests.Template;

namespace Remediator.EndToEnd.Tests.Documents;

/// <summary>A fenced block of shell in one of the repository's documents.</summary>
/// <param name="Fence">What stands behind the three backticks.</param>
internal sealed partial record MarkdownBlock(string File, int Line, string Fence, string Text)
{
    private static readonly EnumerationOptions Deep = new() { RecurseSubdirectories = true };

    /// <summary>Every document that a reader meets.</summary>
    public static IEnumerable<string> Files { get; } =
    [
        .. Directory.GetFiles(Repository.PathOf(), "*.md"),
        .. Directory.GetFiles(Repository.PathOf("docs"), "*.md", Deep),
        Repository.PathOf("src", "AwsPackages", "README.md"),
    ];

    public static IEnumerable<MarkdownBlock> All { get; } = [.. Files.SelectMany(Of)];

    public bool IsRun => Fence == "sh run";

    /// <summary>Why it is shown and not run; empty where the fence does not say.</summary>
    public string WhyShown => Shown().Match(Fence).Groups[1].Value;

    public override string ToString() => $"{Path.GetRelativePath(Repository.PathOf(), File)}:{Line}";

    private static IEnumerable<MarkdownBlock> Of(string file)
    {
        var text = System.IO.File.ReadAllText(file);
        return Block().Matches(text).Select(block =>
            new MarkdownBlock(file, text.AsSpan(0, block.Index).Count('\n') + 1, block.Groups[1].Value.Trim(), block.Groups[2].Value));
    }

    [GeneratedRegex("^```((?:sh|bash|shell|console)\\b[^\n]*)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^sh shown \((.+)\)$")]
    private static partial Regex Shown();
}
