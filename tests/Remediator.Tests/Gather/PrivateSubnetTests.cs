using Remediator.Sandbox.Faults;
using Remediator.Sandbox.Model;
using Remediator.Tests.Pipeline;

namespace Remediator.Tests.Gather;

/// <summary>The function itself stands in a private subnet: what it cannot reach is unknown, and what would reach it is named.</summary>
public class PrivateSubnetTests
{
    [Theory]
    [InlineData("iam", FaultKind.Timeout, "identity policies: ", "; in a private subnet this function needs a NAT gateway, for IAM has no endpoint in most regions")]
    [InlineData("iam", FaultKind.Reset, "permissions boundary: ", "; in a private subnet this function needs a NAT gateway, for IAM has no endpoint in most regions")]
    [InlineData("ec2", FaultKind.Timeout, "puller: ", "; in a private subnet this function needs the interface endpoint ec2, or a NAT gateway")]
    [InlineData("ecr", FaultKind.Timeout, "repository policy: ", "; in a private subnet this function needs the interface endpoint ecr.api, or a NAT gateway")]
    public async Task A_service_that_cannot_be_reached_is_never_written_without_and_the_finding_says_what_is_missing_for_us(string service, FaultKind kind, string fact, string way)
    {
        await using var story = await Story.BeginAsync(Scenario.Load("workshop"), [("REMEDIATION_MODE", "auto")], patience: TimeSpan.FromMilliseconds(300));
        story.World.InjectFault(new Fault(service, "*", kind));
        var finding = await story.FindingAsync();
        Assert.Empty(story.Writes);
        Assert.NotEqual("PatchPolicy", (string?)finding["plan"]!["action"]);
        Assert.Contains(finding["unknowns"]!.AsArray().Select(unknown => (string)unknown!), one => one.StartsWith(fact, StringComparison.Ordinal) && one.EndsWith(way, StringComparison.Ordinal));
    }
}
