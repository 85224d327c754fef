using System.Text;

namespace Remediator.Core.Messages;

/// <summary>The lines of an email: sentences wrapped at 72 columns, a command whole in its line, so that it can be copied.</summary>
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

    public void Paragraph(string sentence) => Wrap(sentence, "");

    public void Item(string sentence, string bullet = "- ") => Wrap($"{bullet}{sentence}", "  ");

    /// <param name="label">Null for a value that goes on below the one before.</param>
    public void Row(Message? label, string value)
    {
        var name = label is null ? "" : catalogue.Text(label);
        // a value that is too long for a line still begins beside its name
        var lines = Columns.Wrapped($"{new string('\u00a0', NameWidth)}{value}", new string(' ', NameWidth)).ToArray();
        Line($"{name}{new string(' ', Math.Max(1, NameWidth - Columns.Of(name)))}{lines[0].TrimStart('\u00a0')}");
        foreach (var line in lines.Skip(1))
            Line(line);
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

    private void Wrap(string sentence, string indent)
    {
        foreach (var line in Columns.Wrapped(sentence, indent))
            Line(line.Replace('\u00a0', ' '));
    }
}
