using System.Text;
using System.Text.Json.Nodes;
using Remediator.Core.Policies;

namespace Remediator.Core.Tests.Messages;

/// <summary>What people and programs read, whatever the texts from outside say.</summary>
public class MessageTests
{
    private const int Columns = 72;

    public static TheoryData<string> Texts => [.. Hostile.Texts];

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_mail_has_nothing_invisible_in_it(string text) =>
        Assert.Empty(Hostile.InvisibleIn(PlainText.Of(About(text))));

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_chat_cannot_be_told_to_mention_link_or_format(string text)
    {
        var finding = About(text);
        var chat = ChatNotification.Of(finding);
        string[] shown = [(string)chat["content"]!["title"]!, (string)chat["content"]!["description"]!, .. chat["content"]!["nextSteps"]!.AsArray().Select(step => (string)step!)];
        Assert.All(shown, words =>
        {
            Assert.DoesNotContain('<', words);
            // 2060 is ours: it keeps @ and _ from meaning anything
            Assert.Empty(Hostile.InvisibleIn(words.Replace("\u2060", "", StringComparison.Ordinal)));
            var spans = words.Split('`');
            Assert.True(spans.Length % 2 == 1, words);
            Assert.All(spans.Where((_, i) => i % 2 == 0), prose =>
            {
                Assert.DoesNotContain("@here", prose, StringComparison.Ordinal);
                Assert.DoesNotContain("*bold*", prose, StringComparison.Ordinal);
            });
        });
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_subject_is_short_printable_ASCII(string text)
    {
        var subject = MessageAbout(text).Subject;
        Assert.True(subject.Length < 100 && subject.All(c => c is >= ' ' and <= '~'), subject);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Every_reader_s_text_is_well_formed(string text)
    {
        var bodies = JsonNode.Parse(MessageAbout(text).Body)!.AsObject();
        Assert.Equal(["default", "email", "https", "sqs", "lambda"], bodies.Select(body => body.Key));
        Assert.Equal("custom", (string?)JsonNode.Parse((string)bodies["https"]!)!["source"]);
        Assert.Equal("remediator/1", (string?)JsonNode.Parse((string)bodies["sqs"]!)!["schema"]);
    }

    [Fact]
    public void A_policy_in_the_mail_is_the_policy_that_can_be_put_back()
    {
        var before = Situation.PolicyOf($$"""{"Sid":"a{{'\u202e'}}b","Effect":"Deny","Principal":{"AWS":"{{Situation.NodeRole}}"},"Action":"ecr:BatchGetImage"}""");
        var mail = PlainText.Of(Situation.Found(Situation.Facts with { RepositoryPolicy = Situation.Policy(before) }));
        var shown = mail.Split('\n').SkipWhile(line => !line.StartsWith("THE POLICY BEFORE", StringComparison.Ordinal)).ElementAt(1);
        Assert.True(before.SameAs(PolicyDocument.Parse(shown)));
        Assert.DoesNotContain('\u202e', mail);
    }

    [Fact]
    public void The_longest_names_make_a_subject_below_a_hundred_characters()
    {
        var pods = new[] { Situation.Pod(0, new string('w', 63), new string('n', 63)) };
        Assert.InRange(SnsMessage.Of(Situation.Found(failure: Situation.Failure(pods: pods)), "1", null).Subject.Length, 90, 99);
    }

    [Fact]
    public void Five_thousand_pods_of_a_thousand_workloads_fit_into_one_message()
    {
        FailingPod[] pods = [.. Enumerable.Range(0, 5_000).Select(n => Situation.Pod(n, $"workload-{n % 1_000}-{new string('x', 40)}", $"team-{n % 50}"))];
        var message = SnsMessage.Of(Situation.Found(failure: Situation.Failure(pods: pods)), "1", "event");
        Assert.InRange(Encoding.UTF8.GetByteCount(message.Body), 1, 262_144);
        Assert.Equal(5_000, (int)JsonNode.Parse((string)JsonNode.Parse(message.Body)!["sqs"]!)!["findings"]![0]!["affected"]!["pods"]!);
    }

    [Fact]
    public void A_text_that_is_far_too_long_still_fits_and_says_where_the_whole_is()
    {
        var message = MessageAbout(new string('\u6f22', 200_000));
        Assert.InRange(Encoding.UTF8.GetByteCount(message.Body), 1, 262_144);
        Assert.Contains("the function's log", message.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mail_is_72_columns_wide_where_it_can_wrap()
    {
        var lines = PlainText.Of(Situation.Found()).Split('\n');
        Assert.All(lines.TakeWhile(line => line != "THE POLICY BEFORE (to put it back)"), line =>
            Assert.True(line.Length <= Columns || line.TrimStart().Split(' ').Max(word => word.Length) > Columns - 10, line));
    }

    [Fact]
    public void A_mail_says_first_what_is_wrong_and_then_what_was_done()
    {
        var lines = PlainText.Of(Situation.Found(outcome: new Outcome.Patched(true, true, "Deployment/ui-private was restarted"))).Split('\n');
        Assert.Equal(
            ["The policy of ECR repository shop/ui denies the pull to eks-node.", "The policy was patched; the image was pulled and the pod is ready."],
            lines.Take(2));
    }

    private static SnsMessage MessageAbout(string text) => SnsMessage.Of(About(text), "1", null);

    /// <summary>The text stands wherever something from outside can stand: event text, Sid, image, names, reasons.</summary>
    private static Finding About(string text)
    {
        var sid = System.Text.Json.JsonSerializer.Serialize(text);
        var policy = Situation.PolicyOf($$"""{"Sid":{{sid}},"Effect":"Deny","Principal":{"AWS":"{{Situation.NodeRole}}"},"Action":["ecr:BatchGetImage","ecr:GetDownloadUrlForLayer"]}""");
        var failure = Situation.Failure(text: text, pods: [Situation.Pod(0, text, text)]);
        return Situation.Found(Situation.Facts with { RepositoryPolicy = Situation.Policy(policy) }, new Outcome.Failed(text), failure: failure);
    }
}
