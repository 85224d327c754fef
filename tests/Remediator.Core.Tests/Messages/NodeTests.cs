using System.Text.Json.Nodes;
using Remediator.Core.Findings;
using Remediator.Core.Messages;
using Remediator.Core.PullTexts;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests.Messages;

/// <summary>Which node it is: the first question about a full disk.</summary>
public class NodeTests
{
    [Theory]
    [InlineData(1, "The disk of node ip-0 is full.", "ip-0")]
    [InlineData(3, "The disk of node ip-0 and 2 more is full.", "ip-0, and 2 more")]
    [InlineData(0, "The disk of the node is full.", null)]
    public void The_headline_and_the_email_name_the_node(int nodes, string headline, string? row)
    {
        var finding = OnNodes(nodes);
        Assert.Equal(headline, $"{Headline.Diagnosis(Report.Of(finding))}");
        var lines = Channels.Mail(finding, Language.En).Split('\n').Where(line => line.StartsWith("node ", StringComparison.Ordinal));
        Assert.Equal(row is null ? [] : [row], lines.Select(line => line[5..].Trim()));
    }

    [Fact]
    public void A_stored_finding_of_many_nodes_still_says_how_many_there_are()
    {
        var finding = OnNodes(30);
        var json = JsonNode.Parse(FindingJson.Of(finding).ToJsonString())!.AsObject();
        Assert.Equal((20, 30, true), (json["affected"]!["nodes"]!.AsArray().Count, (int)json["affected"]!["nodeCount"]!,
            (bool)json["affected"]!["truncated"]!));
        Assert.Equal("The disk of node ip-0 and 29 more is full.", $"{Headline.Diagnosis(StoredReport.Read(json))}");
    }

    [Fact]
    public void A_finding_that_was_stored_before_nodes_were_named_still_reads()
    {
        var json = FindingJson.Of(OnNodes(1));
        json["affected"]!.AsObject().Remove("nodes");
        json["affected"]!.AsObject().Remove("nodeCount");
        Assert.Equal("The disk of the node is full.", $"{Headline.Diagnosis(StoredReport.Read(json))}");
    }

    private static Finding OnNodes(int nodes) => Situation.Found(failure: Situation.Failure(Symptom.DiskFull, pods: nodes == 0
        ? [Situation.Pod() with { Node = null }]
        : [.. Enumerable.Range(0, nodes).Select(n => Situation.Pod(n) with { Node = $"ip-{n}" })]));
}
