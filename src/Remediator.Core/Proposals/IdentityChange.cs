using Remediator.Core.Facts;
using Remediator.Core.Images;
using Remediator.Core.Policies.Language;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Proposals;

/// <summary>The inline policy that the role lacks: what is missing for this repository, and no more.</summary>
internal static class IdentityChange
{
    public static ProposedChange? Of(ImageReference.Ecr image, PullFacts facts)
    {
        if (facts is not
            {
                Puller: Fact<Puller>.Known { Value: var puller }, Boundary: Fact<PolicyDocument?>.Known,
                IdentityPolicies: Fact<IReadOnlyList<PolicyDocument>>.Known { Value: var policies }
            })
            return null;
        var missing = PolicyProof.Missing(image, puller, facts, one => one with { PermissionsBoundary = null });
        if (missing is not { Count: > 0 })
            return null;
        var document = new JsonObject
        {
            ["Version"] = "2012-10-17",
            ["Statement"] = new JsonArray([.. PolicyProof.Allowing(image, missing)]),
        };
        var after = PolicyDocument.Parse(JsonText.Compact(document));
        var changed = facts with { IdentityPolicies = Fact.Of<IReadOnlyList<PolicyDocument>>([.. policies, after]) };
        var (role, name) = (puller.Role.Name, $"AllowPull{Digest.Of(JsonValue.Create(image.RepositoryArn))[..8]}");
        var isPulled = PolicyProof.IsPulled(image, puller, changed);
        return new(ProposalKind.InlinePolicy, puller.Role.ToString(),
            new Message("proposal.inline-policy", ("role", role), ("actions", string.Join(", ", missing))),
            $"aws iam put-role-policy --role-name {ShellCommands.Quote(role)} --policy-name {name} "
            + $"--policy-document {ShellCommands.Quote(after.Text)}")
        {
            CloudFormation = Code.CloudFormation(name, "AWS::IAM::RolePolicy",
                ("RoleName", role), ("PolicyName", name), ("PolicyDocument", document.DeepClone())),
            Terraform = Code.Terraform("aws_iam_role_policy", name, ("name", name), ("role", role), ("policy", document.DeepClone())),
            Document = after,
            Proved = isPulled && PolicyProof.Holds(image, puller, facts, changed),
            Notes = isPulled ? [Managed(puller.Role)] : [new(new Message("proposal.not-alone")), Managed(puller.Role)],
        };
    }

    /// <summary>The customary way for nodes, which lets the role pull from every repository.</summary>
    private static ProposalNote Managed(RoleArn role) => new(new Message("proposal.managed-policy"),
        $"aws iam attach-role-policy --role-name {ShellCommands.Quote(role.Name)} "
        + $"--policy-arn arn:{role.Partition}:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly");
}
