using System.Text.Json.Nodes;
using Remediator.Core.Findings;
using Remediator.Core.Messages;
using Remediator.Core.Plans;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests.Messages;

/// <summary>Texts from outside through every channel, in every language.</summary>
public class UntrustedTextTests
{
    public static TheoryData<string, Language> Texts =>
        [.. from text in HostileTexts.Texts from language in Enum.GetValues<Language>() select (text, language)];

    [Theory]
    [MemberData(nameof(Texts))]
    public void An_email_contains_no_invisible_characters(string text, Language language) =>
        Assert.Empty(HostileTexts.InvisibleIn(Channels.Mail(About(text), language)));

    [Theory]
    [MemberData(nameof(Texts))]
    public void Untrusted_text_cannot_make_a_chat_message_mention_link_or_format(string text, Language language)
    {
        var chat = Channels.Chat(About(text), language);
        string[] shown =
        [
            (string)chat["content"]!["title"]!, (string)chat["content"]!["description"]!, (string)chat["metadata"]!["summary"]!,
            .. (chat["content"]!["nextSteps"] as JsonArray ?? []).Select(step => (string)step!),
            .. chat["content"]!["keywords"]!.AsArray().Select(word => (string)word!),
        ];
        Assert.All(shown, words =>
        {
            Assert.DoesNotContain('<', words);
            // 2060 is ours: it keeps @ and _ from meaning anything
            Assert.Empty(HostileTexts.InvisibleIn(words.Replace("\u2060", "", StringComparison.Ordinal)));
            var spans = words.Split('`');
            Assert.True(spans.Length % 2 == 1, words);
            Assert.All(spans.Where((_, i) => i % 2 == 0), prose =>
            {
                Assert.DoesNotContain("@here", prose, StringComparison.Ordinal);
                Assert.DoesNotContain("*bold*", prose, StringComparison.Ordinal);
            });
        });
        Assert.All(chat["metadata"]!["additionalContext"]!.AsObject(), value => Assert.Matches("^[!-~]{1,1024}$", (string)value.Value!));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_subject_is_short_printable_ASCII(string text, Language language)
    {
        var subject = SnsMessage.Of(About(text), "1", null, language).Subject;
        Assert.True(subject.Length < 100 && subject.All(c => c is >= ' ' and <= '~'), subject);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Every_reader_s_text_is_well_formed(string text, Language language)
    {
        var bodies = Channels.Bodies(About(text), language);
        Assert.Equal("custom", (string?)JsonNode.Parse((string)bodies["https"]!)!["source"]);
        Assert.Equal("remediator/1", (string?)JsonNode.Parse((string)bodies["sqs"]!)!["schema"]);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void An_attribute_is_never_empty_and_contains_no_invisible_characters(string text, Language language) =>
        Assert.All(SnsMessage.Of(About(text), "1", null, language).Attributes.Values, value =>
        {
            Assert.NotEmpty(value);
            Assert.Empty(HostileTexts.InvisibleIn(value));
        });

    /// <summary>The text stands wherever something from outside can stand: event text, Sid, image, names, reasons.</summary>
    internal static Finding About(string text)
    {
        var sid = System.Text.Json.JsonSerializer.Serialize(text);
        var policy = Situation.PolicyOf($$"""
            {"Sid":{{sid}},"Effect":"Deny","Principal":{"AWS":"{{Situation.NodeRole}}"},
              "Action":["ecr:BatchGetImage","ecr:GetDownloadUrlForLayer"]}
            """);
        var failure = Situation.Failure(text: text, pods: [Situation.Pod(0, text, text)]) with
        {
            Scope = Situation.Scope with { Cluster = text },
        };
        return Situation.Found(Situation.Facts with { RepositoryPolicy = Situation.Policy(policy) },
            new Outcome.Failed(Message.Verbatim(text)),
            failure: failure);
    }
}
