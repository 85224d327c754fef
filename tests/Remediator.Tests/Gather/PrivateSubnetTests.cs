using Remediator.Sandbox.Faults;
using Remediator.Sandbox.Model;
using Remediator.Tests.Pipeline;

namespace Remediator.Tests.Gather;

/// <summary>The function itself is in a private subnet, from which not every service can be reached.</summary>
public class PrivateSubnetTests
{
    private const string Subnet = "; in a private subnet this function needs ";
    private const string Nat = "a NAT gateway, because IAM has no VPC endpoint in most regions";

    [Theory]
    [InlineData("iam", FaultKind.Timeout, "identity policies: ", Subnet + Nat)]
    [InlineData("iam", FaultKind.Reset, "permissions boundary: ", Subnet + Nat)]
    [InlineData("ec2", FaultKind.Timeout, "pulling identity: ", Subnet + "the interface endpoint ec2 or a NAT gateway")]
    [InlineData("ecr", FaultKind.Timeout, "repository policy: ", Subnet + "the interface endpoint ecr.api or a NAT gateway")]
    public async Task An_unreachable_service_leads_to_no_write_and_the_finding_names_what_the_function_lacks(
        string service, FaultKind kind, string fact, string hint)
    {
        await using var story = await Story.BeginAsync(
            Scenario.Load("workshop"), [("REMEDIATION_MODE", "auto")], patience: TimeSpan.FromMilliseconds(300));
        story.World.InjectFault(new Fault(service, "*", kind));
        var finding = await story.FindingAsync();
        Assert.Empty(story.Writes);
        Assert.NotEqual("PatchPolicy", (string?)finding["plan"]!["action"]);
        Assert.Contains(finding["unknowns"]!.AsArray().Select(unknown => (string)unknown!),
            unknown => unknown.StartsWith(fact, StringComparison.Ordinal) && unknown.EndsWith(hint, StringComparison.Ordinal));
    }
}
