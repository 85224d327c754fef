using System.Collections.Frozen;
using System.Text;

namespace Remediator.Core.Wording;

/// <summary>
/// The texts of one language: a template for each code. <c>{name}</c> is an argument, <c>{pods|pod|pods}</c> a word for one and a word for
/// any other number of it, a doubled brace a brace.
/// </summary>
public sealed class Catalogue
{
    private const string Separator = "list.separator";

    /// <summary>What is to be copied: whatever is put behind it is copied with it.</summary>
    private static readonly string[] s_copied = ["command", "statement"];

    private static readonly Lazy<Catalogue>[] s_languages =
        [.. Enum.GetValues<Language>().Select(language => new Lazy<Catalogue>(() => OfResource(language)))];

    private readonly FrozenDictionary<string, string> _templates;

    private Catalogue(string tag, IEnumerable<KeyValuePair<string, string>> templates) =>
        (Tag, _templates) = (tag, templates.ToFrozenDictionary());

    /// <summary>The language's own, as HTML and HTTP name it: <c>en</c>.</summary>
    public string Tag { get; }

    /// <summary>All codes with their templates.</summary>
    public IReadOnlyDictionary<string, string> Templates => _templates;

    public static Catalogue In(Language language) => s_languages[(int)language].Value;

    /// <param name="json">Objects in objects; the path to a template, joined by dots, is its code.</param>
    /// <exception cref="JsonException">It is not JSON, or a code stands in it twice.</exception>
    public static Catalogue Parse(string tag, Stream json) => new(tag, Read(json));

    /// <summary>These texts, and those that only one program shows.</summary>
    /// <param name="json">As for <see cref="Parse"/>, with codes that this catalogue does not have.</param>
    public Catalogue With(Stream json) => new(Tag, [.. _templates, .. Read(json)]);

    /// <summary>A code that this catalogue lacks is shown as it is, with its arguments: a message is never lost.</summary>
    public string Text(Message message)
    {
        if (!_templates.TryGetValue(message.Code, out var template))
            return Untranslated(message);
        var text = new StringBuilder(template.Length + 32);
        foreach (var (literal, placeholder) in Template.Parts(template))
            text.Append(literal).Append(placeholder is { } wanted ? Filled(wanted, message) : "");
        return text.ToString();
    }

    /// <summary>
    /// The text as a whole sentence: with a capital where the language has them, and a full stop; one that leads to what follows keeps its
    /// colon.
    /// </summary>
    public string Sentence(Message message)
    {
        var text = Text(message);
        var stop = _templates.GetValueOrDefault("sentence.stop", ".");
        var isWhole = text.Length == 0 || text.EndsWith(stop, StringComparison.Ordinal) || text.EndsWith(':') || EndsInCopied(message);
        return $"{(BeginsWithWord(message) ? $"{char.ToUpperInvariant(text[0])}{text[1..]}" : text)}{(isWhole ? "" : stop)}";
    }

    /// <summary>A word of ours, and no name that somebody chose: <c>eks-node</c> stays as it is.</summary>
    private bool BeginsWithWord(Message message)
    {
        if (_templates.GetValueOrDefault("sentence.first") != "upper" || !_templates.TryGetValue(message.Code, out var template))
            return false;
        var (literal, placeholder) = Template.Parts(template).First();
        if (literal.Length == 0)
            return message[placeholder?.Name ?? ""]?.Messages is [var first, ..] && BeginsWithWord(first);
        var word = literal.Split(' ', ',', ';', ':')[0];
        return word.Length > 0 && word.All(c => char.IsAsciiLetterLower(c) || c == '\'');
    }

    private bool EndsInCopied(Message message) => _templates.TryGetValue(message.Code, out var template)
        && Template.Parts(template).ToArray() is [.., (_, { Name: var last }), (Literal: "", _)] && s_copied.Contains(last);

    private string Untranslated(Message message) => message.Arguments.Count == 0 ? message.Code
        : $"{message.Code} ({string.Join(", ", message.Arguments.Select(one => $"{one.Name}: {Shown(one.Value)}"))})";

    private string Filled(Template.Placeholder wanted, Message message)
    {
        foreach (var (name, value) in message.Arguments)
            if (name == wanted.Name)
                return wanted.One is { } one ? value is MessageValue.Number { Value: 1 } ? one : wanted.Other! : Shown(value);
        return $"{{{wanted.Name}}}";
    }

    private string Shown(MessageValue value) => value switch
    {
        MessageValue.Text { Value: var text } => text,
        MessageValue.Number { Value: var number } => MessageValue.Shown(number),
        MessageValue.Nested { Value: var message } => Text(message),
        MessageValue.Several { Values: var messages } => string.Join(_templates.GetValueOrDefault(Separator, "; "), messages.Select(Text)),
        _ => "",
    };

    private static Catalogue OfResource(Language language)
    {
        var tag = language.Tag;
        using var json = typeof(Catalogue).Assembly.GetManifestResourceStream($"Remediator.Core.Wording.{tag}.json")
            ?? throw new InvalidOperationException($"there is no catalogue {tag}.json");
        return Parse(tag, json);
    }

    private static KeyValuePair<string, string>[] Read(Stream json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
        return [.. Leaves(document.RootElement, "")];
    }

    private static IEnumerable<KeyValuePair<string, string>> Leaves(JsonElement group, string path) =>
        group.EnumerateObject().SelectMany(one => one.Value.ValueKind is JsonValueKind.Object
            ? Leaves(one.Value, $"{path}{one.Name}.")
            : [KeyValuePair.Create($"{path}{one.Name}", one.Value.GetString()!)]);
}
