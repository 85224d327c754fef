using Remediator.Core.Facts;
using Remediator.Core.Images;
using Remediator.Core.Policies.Fixing;
using Remediator.Core.Policies.Language;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Proposals;

/// <summary>The registry policy with this role's pull taken out of its Deny, for the account's owner: it is never written here.</summary>
internal static class RegistryChange
{
    public static ProposedChange? Of(ImageReference.Ecr image, PullFacts facts)
    {
        if (facts is not
            {
                Puller: Fact<Puller>.Known { Value: var puller },
                RegistryPolicy: Fact<PolicyDocument?>.Known { Value: { } policy }
            })
            return null;
        var access = PullAccess.Case(image, puller, facts, EcrActions.Pull[0], null);
        var fix = Fix.OfRegistry(new FixCase
        {
            Role = puller.Role,
            Resource = image.RepositoryArn,
            ResourcePolicy = policy,
            IdentityPolicies = access.IdentityPolicies,
            PermissionsBoundary = access.PermissionsBoundary,
            Context = access.Context,
        });
        if (fix is not Fix.Patch { After: var after, Ask: var ask, Warnings: var warnings })
            return null;
        var changed = facts with { RegistryPolicy = Fact.Of(after) };
        JsonNode? Document() => after is null ? null : JsonNode.Parse(after.Text);
        var region = ShellCommands.Quote(image.Registry.Region);
        return new(ProposalKind.RegistryPolicy, $"{image.Registry.Account}/{image.Registry.Region}",
            new Message("proposal.registry-policy", ("role", puller.Role.Name), ("registry", image.Registry.Account)),
            after is null
                ? $"aws ecr delete-registry-policy --region {region}"
                : $"aws ecr put-registry-policy --region {region} --policy-text {ShellCommands.Quote(after.Text)}")
        {
            CloudFormation = Document() is { } text
                ? Code.CloudFormation("RegistryPolicy", "AWS::ECR::RegistryPolicy", ("PolicyText", text))
                : "# remove the AWS::ECR::RegistryPolicy",
            Terraform = Document() is { } hcl
                ? Code.Terraform("aws_ecr_registry_policy", "this", ("policy", hcl))
                : "# remove the aws_ecr_registry_policy",
            Document = after,
            Proved = PolicyProof.IsPulled(image, puller, changed),
            Notes = [.. (ask is null ? warnings : warnings.Prepend(ask)).Select(note => new ProposalNote(note))],
        };
    }
}
