using System.Text.Json.Nodes;
using Remediator.Core.Findings;
using Remediator.Core.Messages;
using Remediator.Core.Plans;
using Remediator.Core.Tests.Verdicts.Causes;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests.Messages;

public class ReportTests
{
    private static readonly Outcome[] s_outcomes =
    [
        new Outcome.None(),
        new Outcome.Patched(true, true, new Message("restart.none")),
        new Outcome.NotNeeded(new Message("outcome.already-correct")),
        new Outcome.Failed(new Message("outcome.write-accepted")),
    ];

    public static TheoryData<string> Cases => [.. CauseCase.All.Select(one => one.File)];

    /// <summary>A stored finding does not say the cluster's account, whether the pod is ready, and how many workloads there are.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void A_stored_finding_reads_like_the_original(string file)
    {
        var one = CauseCase.Of(file);
        Assert.All(s_outcomes, outcome =>
        {
            var finding = Situation.Found(one.Facts, outcome, failure: one.Failure);
            var made = Report.Of(finding) with { Scope = null, Ready = null, WorkloadCount = null };
            var stored = StoredReport.Read(JsonNode.Parse(FindingJson.Of(finding).ToJsonString())!.AsObject());
            Assert.All(Enum.GetValues<Language>().Select(Catalogue.In), catalogue =>
            {
                Assert.Equal(PlainText.Of(made, catalogue), PlainText.Of(stored, catalogue));
                Assert.Equal(ChatNotification.Of(made, catalogue).ToJsonString(), ChatNotification.Of(stored, catalogue).ToJsonString());
            });
        });
    }

    [Fact]
    public void A_finding_that_version_0_1_stored_still_reads()
    {
        var finding = Situation.Found();
        var json = FindingJson.Of(finding);
        JsonNode[] parts = [json["puller"]!, json["plan"]!, json["outcome"]!, .. json["evidence"]!.AsArray().Select(one => one!)];
        foreach (var part in parts)
        {
            part.AsObject().Remove("code");
            part.AsObject().Remove("args");
        }
        json.Remove("unknownMessages");
        json["plan"]!.AsObject().Remove("warningMessages");
        json["plan"]!.AsObject().Remove("refused");
        var english = Catalogue.In(Language.En);
        Assert.Equal(
            PlainText.Of(Report.Of(finding) with { Scope = null, WorkloadCount = null }, english),
            PlainText.Of(StoredReport.Read(json), english));
    }

    [Fact]
    public void JSON_that_is_not_a_finding_is_refused_with_its_missing_field() =>
        Assert.Equal("the finding has no \"affected\"", Assert.Throws<FormatException>(() => StoredReport.Read([])).Message);
}
