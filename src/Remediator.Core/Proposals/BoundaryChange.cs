using Remediator.Core.Facts;
using Remediator.Core.Images;
using Remediator.Core.Policies.Fixing;
using Remediator.Core.Policies.Language;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Proposals;

/// <summary>The statement that a permissions boundary lacks. One that denies was set up to deny, and is left to its owner.</summary>
internal static class BoundaryChange
{
    /// <summary>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html</summary>
    private const int LongestPolicy = 6_144;

    public static ProposedChange? Of(ImageReference.Ecr image, PullFacts facts)
    {
        if (facts is not
            {
                Puller: Fact<Puller>.Known { Value: var puller }, BoundaryArn: { } arn,
                Boundary: Fact<PolicyDocument?>.Known { Value: { } boundary }
            } || arn.Contains(":iam::aws:", StringComparison.Ordinal))
            return null;
        var missing = PolicyProof.Missing(image, puller, facts, one => one with { IdentityPolicies = [OpenPolicy.OfIdentity] });
        if (missing is not { Count: > 0 })
            return null;
        var after = new Edits { Added = PolicyProof.Allowing(image, missing) }.Applied(boundary)!;
        if (after.Text.Length > LongestPolicy)
            return null;
        var changed = facts with { Boundary = Fact.Of<PolicyDocument?>(after) };
        var name = arn[(arn.LastIndexOf('/') + 1)..];
        JsonNode Document() => JsonNode.Parse(after.Text)!;
        return new(ProposalKind.PermissionsBoundary, arn,
            new Message("proposal.boundary", ("boundary", name), ("actions", string.Join(", ", missing))),
            $"aws iam create-policy-version --policy-arn {ShellCommands.Quote(arn)} --set-as-default "
            + $"--policy-document {ShellCommands.Quote(after.Text)}")
        {
            CloudFormation = Code.CloudFormation("Boundary", "AWS::IAM::ManagedPolicy",
                ("ManagedPolicyName", name), ("PolicyDocument", Document())),
            Terraform = Code.Terraform("aws_iam_policy", "boundary", ("name", name), ("policy", Document())),
            Document = after,
            Proved = PolicyProof.Holds(image, puller, facts, changed),
            Notes = [new(new Message("proposal.boundary-of-others"))],
        };
    }
}
