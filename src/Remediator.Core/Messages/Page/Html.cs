namespace Remediator.Core.Messages.Page;

/// <summary>The pieces the incident page is made of. What is given is encoded here; nothing else writes it.</summary>
internal static class Html
{
    public static string Text(string text) => Untrusted.Html(text);

    public static string Label(Catalogue catalogue, Message label) => Text(catalogue.Text(label));

    /// <summary>A command as it can be copied; <see cref="PageScript"/> gives it a button.</summary>
    public static string Command(string? command) => command is null ? "" : $"<div class=\"command\"><pre>{Text(command)}</pre></div>";

    /// <summary>Nothing where there is nothing to show.</summary>
    public static string Section(Catalogue catalogue, Message heading, string content) =>
        content.Length == 0 ? "" : $"<section><h2>{Label(catalogue, heading)}</h2>\n{content}\n</section>\n";

    /// <summary>Only its heading is shown until somebody opens it.</summary>
    public static string Folded(Catalogue catalogue, Message heading, string content) => content.Length == 0 ? ""
        : $"<section><details><summary><h2>{Label(catalogue, heading)}</h2></summary>\n{content}\n</details></section>\n";

    public static string Row(Catalogue catalogue, Message label, string value) =>
        $"<dt>{Label(catalogue, label)}</dt><dd>{Text(value)}</dd>";

    public static string Item(string content, string kind = "") =>
        $"<li{(kind.Length == 0 ? "" : $" class=\"{kind}\"")}>{content}</li>\n";

    /// <summary>Nothing where there are no items.</summary>
    public static string List(string name, IEnumerable<string> items) =>
        string.Concat(items) is { Length: > 0 } all ? $"<ul role=\"list\" class=\"{name}\">\n{all}</ul>" : "";
}
