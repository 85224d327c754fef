using Remediator.Core.Common;
using Remediator.Core.Wording;

namespace Remediator.Core.Messages.Page;

/// <summary>The pieces the incident page is made of. What is given is encoded here; nothing else writes it.</summary>
internal static class Html
{
    public static string Text(string text) => Untrusted.Html(text);

    /// <summary>A command as it can be copied: its line breaks are its own.</summary>
    public static string Command(string? command) =>
        command is null ? "" : $"<pre>{string.Join('\n', CommandLines.Of(command).Select(line => $"{line[..^line.TrimStart().Length]}{Untrusted.Html(line)}"))}</pre>";

    /// <summary>A heading of the mail without the sign that makes it one there.</summary>
    public static string Title(Words words, Label label) => Untrusted.Html(words.Of(label).TrimStart('■', ' '));

    /// <summary>Nothing where there is nothing to show.</summary>
    public static string Section(Words words, Label label, string content) =>
        content.Length == 0 ? "" : $"<section><h2>{Title(words, label)}</h2>\n{content}\n</section>\n";

    public static string Item(string content, string kind = "") => $"<li{(kind.Length == 0 ? "" : $" class=\"{kind}\"")}>{content}</li>\n";

    /// <summary>Nothing where there are no items.</summary>
    public static string List(string name, IEnumerable<string> items) => string.Concat(items) is { Length: > 0 } all ? $"<ul class=\"{name}\">\n{all}</ul>" : "";
}
