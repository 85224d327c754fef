using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Images;
using Remediator.Core.Policies.Language;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Proposals;

/// <summary>What a proposed change is a change of.</summary>
public enum ProposalKind
{
    InlinePolicy,
    PermissionsBoundary,
    EndpointPolicy,
    RegistryPolicy,
    SecurityGroupRule,
    NetworkAclEntry,
    Route,
    VpcEndpoint,
    RestoreImage,
    KmsKey,
}

public static class ProposalKindNames
{
    private static readonly WireNames<ProposalKind> s_names = new(
        (ProposalKind.InlinePolicy, "inline-policy"),
        (ProposalKind.PermissionsBoundary, "permissions-boundary"),
        (ProposalKind.EndpointPolicy, "endpoint-policy"),
        (ProposalKind.RegistryPolicy, "registry-policy"),
        (ProposalKind.SecurityGroupRule, "security-group-rule"),
        (ProposalKind.NetworkAclEntry, "network-acl-entry"),
        (ProposalKind.Route, "route"),
        (ProposalKind.VpcEndpoint, "vpc-endpoint"),
        (ProposalKind.RestoreImage, "restore-image"),
        (ProposalKind.KmsKey, "kms-key"));

    extension(ProposalKind proposalKind)
    {
        public string WireName => s_names.Of(proposalKind);

        /// <exception cref="FormatException">It has another name.</exception>
        public static ProposalKind FromWire(string name) => s_names.Parse(name);
    }
}

/// <summary>What else a person should know of a change.</summary>
/// <param name="Snippet">A command or a statement of a policy, to be copied as it is; null where there is none.</param>
public sealed record ProposalNote(Message Says, string? Snippet = null);

/// <summary>The exact change of something that this program never writes, for whom it belongs to.</summary>
/// <param name="Target">An ARN or the id of what is changed.</param>
/// <param name="What">What it does, as a next step.</param>
/// <param name="Command">Makes the change with the AWS CLI.</param>
public sealed record ProposedChange(ProposalKind Kind, string Target, Message What, string Command)
{
    /// <summary>Null where CloudFormation has no resource for it.</summary>
    public string? CloudFormation { get; init; }

    /// <summary>Null where Terraform has no resource for it.</summary>
    public string? Terraform { get; init; }

    /// <summary>The whole policy as it would be; null where the change is not of a policy, or leaves none.</summary>
    public PolicyDocument? Document { get; init; }

    /// <summary>
    /// Of a policy: by our own evaluation of all that was read the pull is let through with this change, and nothing else changes. Of the
    /// network: the path is open with it, as far as it was read.
    /// </summary>
    public bool Proved { get; init; }

    public bool IsOfNetwork =>
        Kind is ProposalKind.SecurityGroupRule or ProposalKind.NetworkAclEntry or ProposalKind.Route or ProposalKind.VpcEndpoint;

    /// <summary>What else a person should know of it.</summary>
    public IReadOnlyList<ProposalNote> Notes { get; init; } = [];

    /// <summary>Null where no single change can be computed from what was read.</summary>
    public static ProposedChange? For(PullFailure failure, PullFacts facts, Verdict verdict) =>
        failure.Image is not ImageReference.Ecr image ? null : verdict.Cause switch
        {
            Cause.IdentityPolicyDoesNotAllow => IdentityChange.Of(image, facts),
            Cause.PermissionsBoundaryDenies => BoundaryChange.Of(image, facts),
            Cause.EndpointPolicyDenies => EndpointChange.Of(failure, image, facts),
            Cause.RegistryPolicyDenies => RegistryChange.Of(image, facts),
            Cause.EcrUnreachable => NetworkProposal.Of(failure, image, facts),
            Cause.ImageArchived => ImageChange.Of(image, IncompleteImage.ArchivedPart(failure, facts)),
            Cause.KmsKeyUnusable => KeyChange.Of(image, facts),
            _ => null,
        };
}
