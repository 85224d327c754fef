using Remediator.Aws;
using Remediator.Core.Facts;
using Remediator.Core.Network;
using Remediator.Core.Policies.Language;

namespace Remediator.Gather;

/// <summary>Who pulls, and what its own policies say.</summary>
internal sealed record IdentityFacts(Fact<Puller> Puller, Fact<IReadOnlyList<PolicyDocument>> Policies, Fact<PolicyDocument?> Boundary)
{
    /// <summary>The ARN of the boundary; null where there is none, or it is not known.</summary>
    public string? BoundaryArn { get; init; }
}

/// <summary>Reads the pulling identity of a failure, and the policies of its role once that is known.</summary>
internal sealed class IdentityReads(AwsAccess aws, ClusterReads clusters, InstanceReads instances, TimeProvider clock)
{
    private readonly RoleReads _roles = new(aws, clock);
    private readonly PullerReader _pullers = new(aws, clusters, instances, clock);

    /// <summary>The instance beneath the node of the first pod.</summary>
    public async Task<Fact<NodeInstance?>> InstanceAsync(PullFailure failure, CancellationToken cancelled) =>
        failure.Instance ?? (failure.Compute.Ec2Instance is { } id
            ? (await instances.DescribeAsync(failure.Scope.Place, [id], cancelled))[id]
            : Fact.Gap<NodeInstance?>(new Message("gap.node.not-ec2")));

    public Task<Fact<Puller>> PullerAsync(PullFailure failure, Task<Fact<NodeInstance?>> instance, CancellationToken cancelled) =>
        _pullers.ReadAsync(failure, instance, cancelled);

    /// <summary>The Fargate profiles of a cluster.</summary>
    public Task<Fact<FargateProfile[]>> FargateProfilesAsync(Scope scope, CancellationToken cancelled) =>
        _pullers.KeptProfilesAsync(scope, cancelled);

    /// <param name="instance">The instance beneath the node, which may still be being read.</param>
    /// <param name="own">Who this program is.</param>
    public async Task<IdentityFacts> ReadAsync(
        PullFailure failure, Task<Fact<NodeInstance?>> instance, Task<Fact<RoleArn>> own, CancellationToken cancelled)
    {
        var puller = await PullerAsync(failure, instance, cancelled);
        var role = await ReadableAsync(puller, own);
        var (policies, boundary) = (PoliciesAsync(role, failure, cancelled), BoundaryAsync(role, failure, cancelled));
        return await boundary is Fact<(string Arn, PolicyDocument Document)?>.Known { Value: var known }
            ? new(puller, await policies, Fact.Of(known?.Document)) { BoundaryArn = known?.Arn }
            : new(puller, await policies, Fact.Gap<PolicyDocument?>((await boundary).Gap!));
    }

    private Task<Fact<IReadOnlyList<PolicyDocument>>> PoliciesAsync(
        Fact<RoleArn> puller, PullFailure failure, CancellationToken cancelled) =>
        OfRoleAsync(puller, "iam:ListAttachedRolePolicies, iam:GetPolicy, iam:GetPolicyVersion, iam:ListRolePolicies, iam:GetRolePolicy",
            role => _roles.IdentityPoliciesAsync(role, new Place(role.Account, failure.Scope.Region), cancelled), cancelled);

    private Task<Fact<(string Arn, PolicyDocument Document)?>> BoundaryAsync(
        Fact<RoleArn> puller, PullFailure failure, CancellationToken cancelled) =>
        OfRoleAsync(puller, "iam:GetRole",
            role => _roles.BoundaryAsync(role, new Place(role.Account, failure.Scope.Region), cancelled), cancelled);

    /// <summary>
    /// IAM answers only about its own account: asked about a role of another, it would describe the one of the same name.
    /// </summary>
    private async Task<Fact<RoleArn>> ReadableAsync(Fact<Puller> puller, Task<Fact<RoleArn>> own) => puller switch
    {
        Fact<Puller>.Known { Value.Role: var role } when aws.Spokes.In(role.Account) is not null => Fact.Of(role),
        Fact<Puller>.Known { Value.Role: var role } => await own switch
        {
            Fact<RoleArn>.Known { Value.Account: var account } when account != role.Account =>
                Fact.Gap<RoleArn>(new Message("gap.role.other-account", ("role", role.Name), ("account", role.Account))),
            // whose role IAM describes shows in its answer, and without that no policy of the role counts
            _ => Fact.Of(role),
        },
        _ => Fact.Gap<RoleArn>(new Message("gap.role.puller-unknown")),
    };

    private static async Task<Fact<T>> OfRoleAsync<T>(
        Fact<RoleArn> role, string action, Func<RoleArn, Task<T>> read, CancellationToken cancelled) =>
        role is Fact<RoleArn>.Known { Value: var known }
            ? await TryRead.FactAsync(action, () => read(known), cancelled)
            : Fact.Gap<T>(role.Gap!);
}
