using System.Text.Json.Nodes;
using Remediator.Core.Audit;
using Remediator.Core.Failures;
using Remediator.Core.Images;
using Remediator.Core.Verdicts;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests.Audit;

/// <summary>What people are told of an audit: each thing once, and again when it comes back.</summary>
public class AuditMemoryTests
{
    private static readonly Scope s_cluster = Situation.Scope.OfWholeCluster();

    [Fact]
    public void What_people_were_told_is_no_news()
    {
        var (first, memory) = (Report(Row("a"), Row("b")), AuditMemory.None);
        Assert.Equal(2, memory.NewsIn(first).Count);
        memory = memory.After(first, null, memory.NewsIn(first));
        Assert.Equal(["c"], memory.NewsIn(Report(Row("a"), Row("b"), Row("c"))).Select(row => row.Image.Tag));
    }

    [Fact]
    public void What_is_over_and_comes_back_is_news_again()
    {
        var memory = Told(Report(Row("a"), Row("b")));
        memory = memory.After(Report(Row("b")), null, []);
        Assert.Equal(["a"], memory.NewsIn(Report(Row("a"), Row("b"))).Select(row => row.Image.Tag));
    }

    [Fact]
    public void Another_cause_of_the_same_image_is_news() => Assert.Single(Told(Report(Row("a"))).NewsIn(
        Report(Row("a") with { Cause = Cause.RegistryPolicyDenies })));

    [Fact]
    public void What_is_ok_or_unknown_is_none() => Assert.Empty(AuditMemory.None.NewsIn(Report(
        Row("a") with { Result = AuditResult.Ok, Cause = null }, Row("b") with { Result = AuditResult.Unknown, Cause = null })));

    [Fact]
    public void What_was_not_sent_is_told_the_next_time()
    {
        var report = Report(Row("a"));
        Assert.Single(AuditMemory.None.After(report, null, []).NewsIn(report));
    }

    [Fact]
    public void A_part_of_the_images_says_nothing_of_the_others()
    {
        var memory = Told(Report(Row("a"), Row("m"), Row("z")));
        var part = Report() with { Next = Row("z").Image.Text };
        memory = memory.After(part, Row("b").Image.Text, []);
        Assert.Equal(["m"], memory.NewsIn(Report(Row("a"), Row("m"), Row("z"))).Select(row => row.Image.Tag));
        Assert.Equal(part.Next, memory.Next);
    }

    [Fact]
    public void An_audit_of_a_namespace_forgets_nothing_of_the_cluster()
    {
        var memory = Told(Report(Row("a"))).After(Report() with { Scope = s_cluster with { Namespace = "shop" } }, null, []);
        Assert.Empty(memory.NewsIn(Report(Row("a"))));
    }

    [Fact]
    public void It_is_stored_and_read_back()
    {
        var memory = Told(Report(Row("a")) with { Next = Row("b").Image.Text });
        var read = AuditMemory.Read(JsonNode.Parse(memory.ToJson().ToJsonString())!);
        Assert.Equal(memory.Notified, read.Notified);
        Assert.Equal(memory.Next, read.Next);
        Assert.Throws<UnreadableException>(() => AuditMemory.Read(new JsonObject()));
    }

    private static AuditMemory Told(AuditReport report) => AuditMemory.None.After(report, null, AuditMemory.None.NewsIn(report));

    private static AuditReport Report(params AuditRow[] rows) => new(s_cluster, Situation.Now, rows, []);

    private static AuditRow Row(string tag) => new(
        (ImageReference.Ecr)ImageReference.Parse($"111122223333.dkr.ecr.us-west-2.amazonaws.com/shop/ui:{tag}"), "node group default", null,
        [new Usage("shop", new Workload("Deployment", "ui"), 1)], AuditResult.WouldFail)
    {
        Cause = Cause.ImageMissing,
    };
}
