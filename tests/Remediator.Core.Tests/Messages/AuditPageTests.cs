using Remediator.Core.Audit;
using Remediator.Core.Failures;
using Remediator.Core.Images;
using Remediator.Core.Messages.Page;
using Remediator.Core.Verdicts;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests.Messages;

/// <summary>The report as a page.</summary>
public class AuditPageTests
{
    [Theory]
    [InlineData(Language.En, "would fail", "ok")]
    [InlineData(Language.Ja, "失敗する見込み", "問題なし")]
    public void All_answers_are_in_the_table_and_what_is_not_ok_is_explained(Language language, string fails, string ok)
    {
        var page = Page(language, Row("1"), Row("2") with { Result = AuditResult.Ok, Cause = null, Next = null });
        Assert.Contains(fails, page, StringComparison.Ordinal);
        Assert.Contains(ok, page, StringComparison.Ordinal);
        Assert.Equal(2, page.Split("<tr class=").Length - 1);
        Assert.Single(page.Split("class=\"evidence\"").Skip(1));
    }

    [Fact]
    public void What_the_next_push_ends_is_in_the_table_and_explained()
    {
        var page = Page(Language.En, Row("1") with
        {
            Result = AuditResult.Ok,
            Cause = null,
            PushesLeft = 1,
            Warnings = [new Message("lifecycle.expires-after", ("rule", 1), ("pushes", 1))],
        });
        Assert.Contains("<td>after 1 more push</td>", page, StringComparison.Ordinal);
        Assert.Contains("<h2>rule 1 of the lifecycle policy deletes this image after 1 more push</h2>", page,
            StringComparison.OrdinalIgnoreCase);
        Assert.Single(page.Split("class=\"evidence\"").Skip(1));
    }

    [Fact]
    public void It_asks_for_nothing()
    {
        var page = Page(Language.En, Row("1"));
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_encoded()
    {
        var page = Page(Language.En, Row("1") with { Usages = [new Usage("<b>", new Workload("Deployment", "<img src=x>"), 1)] });
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
    }

    private static string Page(Language language, params AuditRow[] rows) => AuditPage.Of(
        new AuditReport(Situation.Scope.OfWholeCluster(), Situation.Now, rows, []), Catalogue.In(language));

    private static AuditRow Row(string tag) => new(
        (ImageReference.Ecr)ImageReference.Parse($"111122223333.dkr.ecr.us-west-2.amazonaws.com/shop/ui:{tag}"), "node group default", null,
        [new Usage("shop", new Workload("Deployment", "ui"), 1)], AuditResult.WouldFail)
    {
        Cause = Cause.ImageMissing,
        Confidence = Confidence.Proved,
        Evidence = [new(Step.ImageExists, StepResult.Fail, new Message("lifecycle.expires-now", ("rule", 1)), "aws ecr")],
        Next = new Message("lifecycle.next", ("rule", 1), ("repository", "shop/ui")),
    };
}
