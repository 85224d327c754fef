using System.Text;
using System.Text.Json.Nodes;
using Remediator.Core.Audit;
using Remediator.Core.Failures;
using Remediator.Core.Images;
using Remediator.Core.Messages;
using Remediator.Core.Verdicts;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests.Messages;

/// <summary>The one notification of an audit, for people and for programs.</summary>
public class AuditDigestTests
{
    [Theory]
    [InlineData(Language.En, "2 images in use on eks-workshop would not come back")]
    [InlineData(Language.Ja, "クラスター eks-workshop で使用中のイメージ 2 個")]
    public void It_says_how_many_and_names_image_workload_cause_and_day(Language language, string says)
    {
        var mail = (string)Body(Rows(2), language)["email"]!;
        Assert.Contains(says, mail, StringComparison.Ordinal);
        Assert.Contains("shop/ui:1", mail, StringComparison.Ordinal);
        Assert.Contains("Deployment/ui", mail, StringComparison.Ordinal);
        Assert.Contains("2026-01-16", mail, StringComparison.Ordinal);
    }

    [Fact]
    public void Programs_get_the_new_rows_without_evidence()
    {
        var report = JsonNode.Parse((string)Body(Rows(3))["lambda"]!)!;
        Assert.Equal("remediator-audit/1", (string?)report["schema"]);
        Assert.Equal(3, report["rows"]!.AsArray().Count);
        Assert.All(report["rows"]!.AsArray(), row => Assert.Empty(row!["evidence"]!.AsArray()));
    }

    [Fact]
    public void However_many_there_are_it_fits_and_says_how_many_more()
    {
        var message = AuditDigest.Of(Report(Rows(2000, "a-name-that-is-as-long-as-names-of-repositories-may-well-be")),
            Rows(2000, "a-name-that-is-as-long-as-names-of-repositories-may-well-be"), "1.0", Language.En);
        Assert.InRange(Encoding.UTF8.GetByteCount(message.Body), 1, SnsBody.MostBytes);
        Assert.InRange(message.Subject.Length, 1, 99);
        Assert.Contains("1970 more", (string)JsonNode.Parse(message.Body)!["email"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_news_have_the_same_message_id_in_whatever_order()
    {
        var rows = Rows(3);
        Assert.Equal(Of(rows).Attributes["message"], Of([.. rows.Reverse()]).Attributes["message"]);
        Assert.NotEqual(Of(rows).Attributes["message"], Of([.. rows.Take(2)]).Attributes["message"]);
    }

    [Fact]
    public void A_moved_tag_has_no_cause_and_is_put_into_words() => Assert.Contains("the tag names another image",
        (string)Body([Row(1) with { Result = AuditResult.Ok, Cause = null, Expires = null, CacheOnly = CacheOnly.TagMoved }])["email"]!,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(Language.En, "this image after 1 more push", "1 image in use on eks-workshop may soon not come back")]
    [InlineData(Language.Ja, "あと 1 回プッシュされると", "まもなくプルできなくなる")]
    public void What_the_next_push_ends_is_a_warning_in_mail_and_chat(Language language, string warning, string headline)
    {
        var body = Body([Warned(1)], language);
        Assert.All(new[] { (string)body["email"]!, (string)body["https"]! }, text =>
        {
            Assert.Contains(Unwrapped(warning), Unwrapped(text), StringComparison.Ordinal);
            Assert.Contains(Unwrapped(headline), Unwrapped(text), StringComparison.Ordinal);
        });
        Assert.Equal("[audit] 1 image may soon not come back on eks-workshop", Of([Warned(1)], language).Subject);
    }

    [Fact]
    public void Warnings_are_not_counted_among_what_would_not_come_back()
    {
        AuditRow[] rows = [Row(1), Warned(2), Warned(3)];
        Assert.Equal("[audit] 1 image would not come back on eks-workshop", Of(rows).Subject);
        Assert.Contains("2 images can be pulled today", (string)Body(rows)["email"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<!channel>")]
    [InlineData("*bold* `code`")]
    [InlineData("<script>")]
    public void Names_cannot_speak_to_the_chat(string name)
    {
        var chat = (string)Body([Row(1) with { Usages = [new Usage("shop", new Workload("Deployment", name), 1)] }])["https"]!;
        Assert.DoesNotContain("<!channel>", chat, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", chat, StringComparison.Ordinal);
        Assert.DoesNotContain("`code`)", chat, StringComparison.Ordinal);
    }

    private static string Unwrapped(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    private static JsonNode Body(AuditRow[] rows, Language language = Language.En) => JsonNode.Parse(Of(rows, language).Body)!;

    private static SnsMessage Of(AuditRow[] rows, Language language = Language.En) => AuditDigest.Of(Report(rows), rows, "1.0", language);

    private static AuditReport Report(AuditRow[] rows) => new(Situation.Scope.OfWholeCluster(), Situation.Now, rows, []);

    private static AuditRow Warned(int i) => Row(i) with
    {
        Result = AuditResult.Ok,
        Cause = null,
        Expires = null,
        PushesLeft = 1,
        Warnings = [new Message("lifecycle.expires-after", ("rule", 1), ("pushes", 1))],
    };

    private static AuditRow[] Rows(int count, string name = "ui") => [.. Enumerable.Range(1, count).Select(i => Row(i, name))];

    private static AuditRow Row(int i, string name = "ui") => new(
        (ImageReference.Ecr)ImageReference.Parse($"111122223333.dkr.ecr.us-west-2.amazonaws.com/shop/{name}:{i}"),
        "node group default", null,
        [new Usage("shop", new Workload("Deployment", name), 1)], AuditResult.WouldFail)
    {
        Cause = Cause.ImageMissing,
        Confidence = Confidence.Proved,
        Expires = Situation.Now.AddDays(2),
        Next = new Message("lifecycle.next", ("rule", 1), ("repository", $"shop/{name}")),
        Evidence =
        [
            new(Step.ImageExists, StepResult.Fail, new Message("lifecycle.expires-on", ("rule", 1), ("day", "2026-01-16")), "aws ecr"),
        ],
    };
}
