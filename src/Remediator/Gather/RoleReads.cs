using Amazon.IdentityManagement.Model;
using Remediator.Aws;
using Remediator.Core.Policies.Language;

namespace Remediator.Gather;

/// <summary>
/// The policies of the role that pulls, kept for <see cref="InstanceReads.KeptFor"/>. IAM is one for a partition; the region only picks the
/// client.
/// </summary>
public sealed class RoleReads(AwsAccess aws, TimeProvider clock)
{
    private readonly TtlCache<RoleArn, IReadOnlyList<PolicyDocument>> _identities = new(InstanceReads.KeptFor, clock);
    private readonly TtlCache<RoleArn, (string Arn, PolicyDocument Document)?> _boundaries = new(InstanceReads.KeptFor, clock);

    /// <summary>Every attached and inline policy of the role.</summary>
    public Task<IReadOnlyList<PolicyDocument>> IdentityPoliciesAsync(RoleArn role, Place place, CancellationToken cancelled) =>
        _identities.GetAsync(role, () => ReadIdentityAsync(role, place, CancellationToken.None), cancelled);

    /// <summary>The role's permissions boundary; null where it has none.</summary>
    public Task<(string Arn, PolicyDocument Document)?> BoundaryAsync(RoleArn role, Place place, CancellationToken cancelled) =>
        _boundaries.GetAsync(role, () => ReadBoundaryAsync(role, place, CancellationToken.None), cancelled);

    private async Task<IReadOnlyList<PolicyDocument>> ReadIdentityAsync(RoleArn role, Place place, CancellationToken cancelled)
    {
        var (attached, inline) = (AttachedAsync(role, place, cancelled), InlineAsync(role, place, cancelled));
        return [.. await attached, .. await inline];
    }

    private async Task<(string Arn, PolicyDocument Document)?> ReadBoundaryAsync(RoleArn role, Place place, CancellationToken cancelled)
    {
        var answer = await aws.Iam(place).GetRoleAsync(new GetRoleRequest { RoleName = role.Name }, cancelled);
        // an answer without the role must not be taken for a role without a boundary
        var found = answer.Role ?? throw new UnusableAnswerException(new Message("gap.response.no-role"));
        // IAM answers about its own account alone, and that of this program need not be known
        if (found.Arn?.Split(':') is ["arn", _, "iam", _, var account, ..] && account != role.Account)
            throw new UnusableAnswerException(new Message("gap.role.other-account", ("role", role.Name), ("account", role.Account)));
        return found.PermissionsBoundary?.PermissionsBoundaryArn is { } arn ? (arn, await DocumentAsync(arn, place, cancelled)) : null;
    }

    private async Task<PolicyDocument[]> AttachedAsync(RoleArn role, Place place, CancellationToken cancelled)
    {
        var arns = await Pages.AllAsync(
            marker => aws.Iam(place).ListAttachedRolePoliciesAsync(
                new ListAttachedRolePoliciesRequest { RoleName = role.Name, Marker = marker }, cancelled),
            page => (page.AttachedPolicies?.Select(policy => policy.PolicyArn), Further(page.IsTruncated, page.Marker)));
        return await Bounded.SelectAsync(arns.OfType<string>(), async arn => (await DocumentAsync(arn, place, cancelled)).Called(arn));
    }

    private async Task<PolicyDocument[]> InlineAsync(RoleArn role, Place place, CancellationToken cancelled)
    {
        var names = await Pages.AllAsync(
            marker => aws.Iam(place).ListRolePoliciesAsync(
                new ListRolePoliciesRequest { RoleName = role.Name, Marker = marker }, cancelled),
            page => (page.PolicyNames?.OfType<string>(), Further(page.IsTruncated, page.Marker)));
        return await Task.WhenAll(names.Select(async name => Parse((await aws.Iam(place).GetRolePolicyAsync(
            new GetRolePolicyRequest { RoleName = role.Name, PolicyName = name }, cancelled)).PolicyDocument).Called(name)));
    }

    /// <summary>IAM says in every list whether it is the whole one: an answer that does not is none, and no list of nothing.</summary>
    private static string? Further(bool? isTruncated, string? marker) => isTruncated switch
    {
        true => marker ?? throw new UnusableAnswerException(new Message("gap.response.no-policy-list")),
        false => null,
        null => throw new UnusableAnswerException(new Message("gap.response.no-policy-list")),
    };

    private async Task<PolicyDocument> DocumentAsync(string arn, Place place, CancellationToken cancelled)
    {
        var policy = await aws.Iam(place).GetPolicyAsync(new GetPolicyRequest { PolicyArn = arn }, cancelled);
        var version = await aws.Iam(place).GetPolicyVersionAsync(
            new GetPolicyVersionRequest { PolicyArn = arn, VersionId = policy.Policy?.DefaultVersionId }, cancelled);
        return Parse(version.PolicyVersion?.Document);
    }

    // IAM sends documents URL-encoded, and the SDK does not decode them
    private static PolicyDocument Parse(string? encoded) => PolicyDocument.Parse(Uri.UnescapeDataString(encoded ?? ""));
}
