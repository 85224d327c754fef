using System.Text;

namespace Remediator.Core.Messages;

/// <summary>
/// The lines of an email: a sentence is one line, which every reader wraps to its own width, and so is a command, so that it can be copied.
/// </summary>
internal sealed class MailWriter(Catalogue catalogue)
{
    private const int NameWidth = 14;

    private readonly StringBuilder _text = new();

    public Catalogue Catalogue => catalogue;

    public void Line(string line = "") => _text.Append(line.TrimEnd()).Append('\n');

    public void Heading(Message heading)
    {
        Line();
        Line(catalogue.Text(new Message("line.heading", ("heading", catalogue.Text(heading).ToUpperInvariant()))));
    }

    public void Paragraph(string sentence) => Line(sentence);

    public void Item(string sentence, string bullet = "- ") => Line($"{bullet}{sentence}");

    /// <param name="label">Null for a value that goes on below the one before.</param>
    public void Row(Message? label, string value)
    {
        var name = label is null ? "" : catalogue.Text(label);
        Line($"{name}{new string(' ', Math.Max(1, NameWidth - Columns.Of(name)))}{value}");
    }

    public void Json(string json)
    {
        foreach (var line in Untrusted.Json(JsonText.Indented(json)).Split('\n'))
            Line(line);
    }

    public void Snippet(CodeSnippet snippet)
    {
        Line($"  {catalogue.Text(snippet.Label)}");
        foreach (var line in Untrusted.Json(snippet.Text).Split('\n'))
            Line($"    {line}");
    }

    public override string ToString() => _text.ToString();
}
