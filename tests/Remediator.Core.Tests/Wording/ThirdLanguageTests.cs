using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Remediator.Core.Findings;
using Remediator.Core.Messages;
using Remediator.Core.Messages.Page;
using Remediator.Core.Tests.Verdicts.Causes;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests.Wording;

/// <summary>A language is one more catalogue: with one whose words are all Greek, nothing of this program itself is in English.</summary>
public partial class ThirdLanguageTests
{
    private static readonly Catalogue s_greek = Greek();

    public static TheoryData<string> Cases => [.. CauseCase.All.Select(one => one.File)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_email_has_no_English_text_of_its_own(string file) => HoldsNoEnglish(file, report => PlainText.Of(report, s_greek));

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_chat_message_has_no_English_text_of_its_own(string file) =>
        HoldsNoEnglish(file, report => (string)ChatNotification.Of(report, s_greek)["content"]!["description"]!);

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_page_has_no_English_text_of_its_own(string file)
    {
        var one = CauseCase.Of(file);
        var finding = FindingJson.Of(Situation.Found(one.Facts, failure: one.Failure));
        HoldsNoEnglish(file, _ => Tags().Replace(IncidentPage.Of(finding, [], s_greek), " ")
            .Replace("&quot;", " ", StringComparison.Ordinal));
    }

    /// <summary>English may be in values from outside, which the machine payload has as arguments, in commands and in policies.</summary>
    private static void HoldsNoEnglish(string file, Func<Report, string> channel)
    {
        var one = CauseCase.Of(file);
        var finding = Situation.Found(one.Facts, failure: one.Failure);
        var outside = new StringBuilder();
        Values(FindingJson.Of(finding), outside);
        outside.AppendJoin('\n', Advice.For(Report.Of(finding)).Select(advice => advice.Command));
        var allowed = Words().Matches(outside.ToString()).Select(word => word.Value).ToHashSet();
        Assert.All(Words().Matches(channel(Report.Of(finding))).Select(word => word.Value), word => Assert.Contains(word, allowed));
    }

    /// <summary>All strings of the payload but the English texts beside a code.</summary>
    private static void Values(JsonNode? json, StringBuilder values)
    {
        switch (json)
        {
            case JsonObject members:
                foreach (var (name, value) in members
                    .Where(member => member.Key is not ("what" or "why" or "how" or "code" or "unknowns" or "warnings")
                    || (member.Key is "why" && member.Value is JsonObject) || (member.Key is "how" && member.Value is JsonObject)))
                    Values(value, values.Append(name).Append('\n'));
                break;
            case JsonArray items:
                foreach (var item in items)
                    Values(item, values);
                break;
            case JsonValue value:
                values.Append(value.ToString()).Append('\n');
                break;
        }
    }

    private static Catalogue Greek()
    {
        var templates = Catalogue.In(Language.En).Templates;
        var root = new JsonObject();
        foreach (var (code, template) in templates)
            Put(root, code, GreekOf(template));
        return Catalogue.Parse("el", new MemoryStream(Encoding.UTF8.GetBytes(root.ToJsonString())));
    }

    private static string GreekOf(string template) => string.Concat(Template.Parts(template).Select(part =>
        Letters().Replace(part.Literal, "ω").Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal)
        + (part.Placeholder is not { } placeholder ? ""
            : placeholder.One is null ? $"{{{placeholder.Name}}}" : $"{{{placeholder.Name}|α|β}}")));

    private static void Put(JsonObject group, string code, string template)
    {
        if (code.Split('.', 2) is not [var name, var rest])
            group[code] = template;
        else
            Put((JsonObject)(group[name] ??= new JsonObject()), rest, template);
    }

    [GeneratedRegex("[A-Za-z]")]
    private static partial Regex Letters();

    [GeneratedRegex("[A-Za-z]{3,}")]
    private static partial Regex Words();

    [GeneratedRegex("<style>[^<]*</style>|<script>[^<]*</script>|<[^>]*>")]
    private static partial Regex Tags();
}
