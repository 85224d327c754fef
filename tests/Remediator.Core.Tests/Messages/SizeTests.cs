using System.Text;
using System.Text.Json.Nodes;
using Remediator.Core.Failures;
using Remediator.Core.Messages;
using Remediator.Core.Plans;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests.Messages;

/// <summary>SNS carries 256 KB, whatever a finding holds.</summary>
public class SizeTests
{
    private const int MostBytes = 262_144;

    public static TheoryData<int, Language> Lengths =>
    [
        .. from length in new[] { 10_000, 60_000, 200_000, 1_000_000 }
           from language in Enum.GetValues<Language>()
           select (length, language),
    ];

    [Fact]
    public void Five_thousand_pods_of_a_thousand_workloads_are_fully_counted_in_one_message()
    {
        FailingPod[] pods = [.. Enumerable.Range(0, 5_000)
            .Select(n => Situation.Pod(n, $"workload-{n % 1_000}-{new string('x', 40)}", $"team-{n % 50}"))];
        var message = SnsMessage.Of(Situation.Found(failure: Situation.Failure(pods: pods)), "1", "event", Language.En);
        Assert.InRange(Encoding.UTF8.GetByteCount(message.Body), 1, MostBytes);
        var machine = Machine(message);
        Assert.Equal(5_000, (int)machine["findings"]![0]!["affected"]!["pods"]!);
        Assert.Null(machine["truncated"]);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void A_text_that_is_far_too_long_still_fits_and_keeps_the_verdict_and_the_plan(int length, Language language)
    {
        var failure = Situation.Failure(text: new string('\u6f22', length));
        var message = SnsMessage.Of(Situation.Found(failure: failure), "1", null, language);
        Assert.InRange(Encoding.UTF8.GetByteCount(message.Body), 1, MostBytes);
        var finding = Machine(message)["findings"]![0]!;
        Assert.Equal("RepositoryPolicyDenies", (string?)finding["cause"]);
        Assert.NotNull(finding["plan"]!["before"]);
    }

    [Fact]
    public void Truncated_parts_are_named_least_important_first()
    {
        var message = SnsMessage.Of(Situation.Found(failure: Situation.Failure(text: new string('\u6f22', 200_000))), "1", null,
            Language.En);
        Assert.Equal(["email", "evidence[].command", "evidence[].what"], Machine(message)["truncated"]!.AsArray()
            .Select(cut => (string?)cut));
        Assert.Contains("more characters are in the function's log", message.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Even_names_that_no_cluster_would_accept_fit()
    {
        var text = new string('\u6f22', 300_000);
        var failure = Situation.Failure(image: text, text: text,
            pods: [Situation.Pod(0, text, text), Situation.Pod(1, text, text)]) with
        { Scope = Situation.Scope with { Cluster = text } };
        var message = SnsMessage.Of(Situation.Found(outcome: new Outcome.Failed(Message.Verbatim(text)), failure: failure), "1", null,
            Language.Ja);
        Assert.InRange(Encoding.UTF8.GetByteCount(message.Body), 1, MostBytes);
        Assert.All(message.Attributes.Values, value => Assert.InRange(value.Length, 1, 257));
    }

    private static JsonNode Machine(SnsMessage message) => JsonNode.Parse((string)JsonNode.Parse(message.Body)!["sqs"]!)!;
}
