using System.Text;
using System.Text.RegularExpressions;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests.Wording;

public partial class CatalogueTests
{
    /// <summary>Names and signs that are the same in every language.</summary>
    private static readonly string[] s_wordless = ["text", "sentence.first", "list.items", "restart.all", "line.permission",
        "headline.proof", "hop.closed", "hop.unknown", "hop.at", "network.then"];

    private static Catalogue English => WholeCatalogue.In(Language.En);

    public static TheoryData<Language> Others => [.. Enum.GetValues<Language>().Where(language => language is not Language.En)];

    public static TheoryData<Language> Languages => [.. Enum.GetValues<Language>()];

    [Theory]
    [MemberData(nameof(Others))]
    public void Every_catalogue_has_the_same_codes(Language language) =>
        Assert.Equal(English.Templates.Keys.Order(StringComparer.Ordinal), WholeCatalogue.In(language).Templates.Keys
            .Order(StringComparer.Ordinal));

    /// <summary>The function's binary carries none of them.</summary>
    [Theory]
    [MemberData(nameof(Languages))]
    public void The_command_line_has_codes_that_begin_with_its_name_and_the_function_has_none(Language language)
    {
        Assert.All(WholeCatalogue.CodesOfCommandLine(language),
            code => Assert.StartsWith(WholeCatalogue.OfCommandLine, code, StringComparison.Ordinal));
        Assert.DoesNotContain(Catalogue.In(language).Templates.Keys,
            code => code.StartsWith(WholeCatalogue.OfCommandLine, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void Every_template_has_the_same_placeholders(Language language) => Assert.All(English.Templates, pair =>
        Assert.Equal(Template.NamesIn(pair.Value).Order(), Template.NamesIn(WholeCatalogue.In(language).Templates[pair.Key]).Order()));

    [Fact]
    public void No_Japanese_template_is_left_in_English() => Assert.All(
        WholeCatalogue.In(Language.Ja).Templates
            .Where(pair => Letters().IsMatch(LiteralsOf(English.Templates[pair.Key])) && !s_wordless.Contains(pair.Key)),
        pair => Assert.True(pair.Value.Any(c => c is >= '\u3041' and <= '\u9fff'), pair.Key));

    /// <summary>A status must not read like another status.</summary>
    [Theory]
    [MemberData(nameof(Languages))]
    public void Members_of_one_group_have_different_texts(Language language) => Assert.All(
        from group_ in new[] { "status", "step", "result", "confidence", "answer", "outcome-line", "next", "label", "symptom" }
        from same in Catalogue.In(language).Templates.Where(pair => pair.Key.StartsWith($"{group_}.", StringComparison.Ordinal))
            .GroupBy(pair => pair.Value)
        select same,
        same => Assert.Single(same));

    [Theory]
    [InlineData(1, "1 stuck pod of Deployment/ui was evicted")]
    [InlineData(2, "2 stuck pods of Deployment/ui were evicted")]
    public void A_word_agrees_with_its_number(int count, string text) =>
        Assert.Equal(text, English.Text(new Message("restart.evicted", ("count", count), ("workload", "Deployment/ui"))));

    [Fact]
    public void A_nested_message_is_in_the_same_language()
    {
        var message = new Message("next.not-edited", ("why", new Message("gap.aws.throttled", ("action", "ecr:DescribeImages"))));
        Assert.Equal("This program does not edit this policy: ecr:DescribeImages was throttled.", English.Text(message));
        Assert.Equal(
            "このプログラムはこのポリシーを編集しません。理由: ecr:DescribeImages の呼び出しがスロットリングされました。",
            Catalogue.In(Language.Ja).Text(message));
    }

    [Fact]
    public void Several_messages_are_joined()
    {
        var message = new Message("restart.all", ("workloads", new Message[] { new("restart.off"), new("restart.none") }));
        Assert.Equal("nothing was restarted (RESTART_WORKLOADS=off); nothing was restarted", English.Text(message));
    }

    [Theory]
    [InlineData("next.apply-manually", "Apply the change manually:")]
    [InlineData("outcome-line.not-needed", "No action was needed.")]
    [InlineData("gate.rejected", "This plan was rejected.")]
    public void A_phrase_becomes_a_sentence_and_a_sentence_is_unchanged(string code, string sentence) =>
        Assert.Equal(sentence, English.Sentence(new Message(code)));

    [Fact]
    public void A_name_that_somebody_chose_keeps_its_first_letter() => Assert.Equal("eks-node may call ecr:GetAuthorizationToken.",
        English.Sentence(new Message("permissions.may-call", ("role", "eks-node"), ("action", "ecr:GetAuthorizationToken"))));

    [Fact]
    public void A_sentence_that_begins_with_another_message_has_its_capital() => Assert.Equal("Nothing was restarted; it was deleted.",
        English.Sentence(new Message("verify.left-behind",
            ("verification", new Message("restart.none")), ("left", Message.Verbatim("it was deleted")))));

    [Theory]
    [InlineData("next.check-again", "kubelet")]
    [InlineData("cause.NeverPull.next", "imagePullPolicy")]
    public void A_Japanese_sentence_has_no_capitals(string code, string name) =>
        Assert.Contains(name, Catalogue.In(Language.Ja).Sentence(new Message(code)), StringComparison.Ordinal);

    [Fact]
    public void Nothing_is_put_behind_a_command_that_is_copied() =>
        Assert.EndsWith(" --policy-arn arn:aws:iam::aws:policy/PullOnly", English.Sentence(new Message("proposal.managed-instead",
            ("command", "aws iam attach-role-policy --policy-arn arn:aws:iam::aws:policy/PullOnly"))), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Languages))]
    public void A_verbatim_text_is_the_same_in_every_language(Language language) =>
        Assert.Equal("403 {why} Forbidden", Catalogue.In(language).Text(Message.Verbatim("403 {why} Forbidden")));

    [Theory]
    [MemberData(nameof(Languages))]
    public void A_message_that_an_earlier_version_stored_still_reads(Language language)
    {
        Message[] stored =
        [
            new("proposal.managed-instead", ("command", "aws iam attach-role-policy")), new("proposal.key-statement", ("statement", "s")),
            new("gap.kubernetes.unknown-role", ("call", "list pods")), new("registry-policy.undecidable"),
            new("image.private", ("image", "a"), ("registry", "1"), ("region", "r"), ("repository", "p")),
            new("iam-error.contradicts", ("said", "a"), ("why", "b")),
            new("pod-events.text", ("symptom", "s"), ("name", "n"), ("text", "t")),
        ];
        Assert.All(stored, message =>
        {
            var text = Catalogue.In(language).Text(message);
            Assert.DoesNotContain(message.Code, text, StringComparison.Ordinal);
            Assert.DoesNotContain('{', text);
        });
    }

    [Fact]
    public void A_code_that_a_newer_version_stored_is_shown_with_its_arguments() =>
        Assert.Equal("newer.code (pods: 3)", English.Text(new Message("newer.code", ("pods", 3))));

    [Fact]
    public void A_doubled_brace_is_a_brace() =>
        Assert.Equal("{a} 1", Parsed("""{"one": "{{a}} {n}"}""").Text(new Message("one", ("n", 1))));

    [Theory]
    [InlineData("""{"one": "{a"}""")]
    [InlineData("""{"one": "{a|b}"}""")]
    public void A_broken_template_is_refused(string json) => Assert.Throws<FormatException>(() => Parsed(json).Text(new Message("one")));

    private static Catalogue Parsed(string json) => Catalogue.Parse("xx", new MemoryStream(Encoding.UTF8.GetBytes(json)));

    private static string LiteralsOf(string template) =>
        string.Concat(Template.Parts(template).Select(part => $"{part.Literal}{part.Placeholder?.Other}"));

    [GeneratedRegex("[a-z]{3}")]
    private static partial Regex Letters();
}
