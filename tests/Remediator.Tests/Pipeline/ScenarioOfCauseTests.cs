using System.Text.Json.Nodes;
using Remediator.Core.Verdicts;
using Remediator.Sandbox.Faults;
using Remediator.Sandbox.Model;

namespace Remediator.Tests.Pipeline;

public class ScenarioOfCauseTests
{
    public static TheoryData<Cause> Causes => [.. Enum.GetValues<Cause>()];

    [Theory]
    [MemberData(nameof(Causes))]
    public void Every_cause_has_a_scenario(Cause cause) =>
    Assert.Contains(Scenario.All, scenario => scenario.Expected.Cause == cause.ToString());

    /// <summary>What the finding of a scenario has to name, beside its cause: the resource to check.</summary>
    [Theory]
    [InlineData("image-missing", "image-exists", "most similar: 1.2.0, 1.2.2; newest: ")]
    [InlineData("wrong-registry", "image-exists", "exists in account 111122223333, region us-west-2")]
    [InlineData("platform-missing", "image-exists", "the node is linux/arm64, which is not among them")]
    [InlineData("kms-key-unusable", "image-exists", "KmsError")]
    [InlineData("pull-through-cache-failed", "image-exists", "the pull-through cache rule docker-hub should have fetched it from "
        + "registry-1.docker.io")]
    [InlineData("pull-through-cache-failed", "identity-permissions", "may not call ecr:BatchImportUpstreamImage, ecr:CreateRepository")]
    [InlineData("pull-through-import-denied", "pod-events", "refused ecr:BatchImportUpstreamImage")]
    [InlineData("pull-through-import-denied", "identity-permissions", "may not call ecr:BatchImportUpstreamImage")]
    [InlineData("pull-through-upstream-refuses", "pod-events", "asked the upstream registry of the pull-through cache, and that refused")]
    [InlineData("pull-through-upstream-refuses", "image-exists", "with the secret arn:aws:secretsmanager:")]
    [InlineData("pull-through-from-ecr", "image-exists", "names no role (customRoleArn)")]
    [InlineData("data-perimeter", "network", "(ecr.dkr) does not allow ecr:BatchGetImage")]
    [InlineData("add-on-registry", "image-reference", "from account 491585149902; 602401143452 does not serve that region")]
    [InlineData("other-partition", "image-reference", "partition aws-cn; the nodes and their role are in partition aws")]
    [InlineData("endpoint-policy-denies", "network", "(ecr.dkr) does not allow ecr:BatchGetImage")]
    [InlineData("layer-forbidden", "network", "(s3) does not allow s3:GetObject")]
    [InlineData("disk-full", "pod-events", "DiskPressure")]
    [InlineData("denial-tail-agrees", "pod-events", "which agrees")]
    [InlineData("denial-tail-contradicts", "pod-events", "an explicit deny in a service control policy")]
    [InlineData("throttled", "pod-status", "no other pod that was checked fails this way")]
    [InlineData("unknown-text", "pod-events", "the flux capacitor is out of tune")]
    public async Task A_finding_names_the_resource_to_check(string scenario, string step, string words)
    {
        await using var story = await Story.BeginAsync(scenario);
        var finding = await story.FindingAsync();
        Assert.Contains(finding["evidence"]!.AsArray(),
            evidence => (string?)evidence!["step"] == step && ((string)evidence["what"]!).Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_policy_of_the_role_that_denies_is_named_as_its_owner_finds_it()
    {
        await using var story = await Story.BeginAsync("deny-by-identity-policy");
        Assert.Equal(
            "Remove statement 0 (\"NoPrivateImages\"), a Deny, from policy no-private-images of the role; "
                + "a repository policy cannot override it.",
            (string?)(await story.FindingAsync())["plan"]!["why"]);
    }

    [Fact]
    public async Task Contradicting_evidence_makes_the_patch_need_approval()
    {
        await using var story = await Story.BeginAsync("denial-tail-contradicts");
        var plan = (await story.FindingAsync())["plan"]!;
        Assert.Equal("Ask", (string?)plan["action"]);
        Assert.Equal("plan.other-policy-named", (string?)plan["code"]);
    }

    /// <summary>
    /// Reading a manifest counts as a pull and may import the image, so it is read only where nothing else gives the answer.
    /// </summary>
    [Fact]
    public async Task A_manifest_is_read_only_where_platform_or_key_is_in_question()
    {
        var asking = new List<string>();
        foreach (var scenario in Scenario.All)
        {
            await using var story = await Story.BeginAsync(scenario, [("REMEDIATION_MODE", "report")]);
            await story.DeliverAsync();
            if (story.Count("ecr", "BatchGetImage") > 0)
                asking.Add(scenario.Name);
        }
        Assert.Equal(["kms-key-unusable", "platform-missing"], asking.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("kms-key-unusable", "ecr", "DescribePullThroughCacheRules", "DeniedElsewhere")]
    [InlineData("kms-key-unusable", "ecr", "BatchGetImage", "DeniedElsewhere")]
    [InlineData("pull-through-cache-failed", "ecr", "DescribePullThroughCacheRules", "Undetermined")]
    [InlineData("pull-through-upstream-refuses", "ecr", "DescribePullThroughCacheRules", "PullThroughCacheFailed")]
    [InlineData("repository-missing", "ecr", "DescribePullThroughCacheRules", "RepositoryMissing")]
    [InlineData("wrong-registry", "ecr", "DescribeRepositories", "RepositoryMissing")]
    [InlineData("endpoint-policy-denies", "ec2", "DescribeVpcEndpoints", "DeniedElsewhere")]
    [InlineData("layer-forbidden", "ec2", "DescribeVpcEndpoints", "Undetermined")]
    [InlineData("platform-missing", "ecr", "BatchGetImage", "PlatformMissing")]
    public async Task A_read_that_is_denied_is_named_and_nothing_is_proved_without_it(string scenario, string service, string operation,
        string cause)
    {
        await using var story = await Story.BeginAsync(scenario);
        story.World.InjectFault(new Fault(service, operation, FaultKind.Denied));
        var finding = await story.FindingAsync();
        Assert.Equal(cause, (string?)finding["cause"]);
        Assert.NotEqual("proved", (string?)finding["confidence"]);
        Assert.Contains(finding["unknowns"]!.AsArray(),
            unknown => Named(unknown).EndsWith($"this program's role may not call {service}:{operation}", StringComparison.Ordinal));
    }

    private static string Named(JsonNode? unknown) => (string)unknown!;
}
