using Remediator.Aws;
using Remediator.Core.Facts;
using Remediator.Core.Findings;
using Remediator.Core.Network;
using Remediator.Core.Policies.Language;
using Remediator.Core.Verdicts;
using Remediator.Kubernetes;

namespace Remediator.Gather;

/// <summary>
/// Reads the facts about failures and judges nothing. The reads of one failure are side by side; only those of the role's policies wait for
/// the pulling identity.
/// </summary>
public sealed class FactGatherer(
    AwsAccess aws, ClusterConnection clusters, InstanceReads instances, CallerIdentity self, PolicyChanges changes,
    UpstreamFailures upstreams, TimeProvider clock)
{
    /// <summary>How many failures are read side by side: each of them makes about a dozen calls.</summary>
    private const int AtOnce = 10;

    private readonly RepositoryReads _repositories = new(aws);
    private readonly RegistryPolicyReads _registryPolicies = new(aws);
    private readonly RoleReads _roles = new(aws, clock);
    private readonly PullerReader _pullers = new(aws, clusters.Described, instances, clock);
    private readonly NetworkReads _networks = new(aws);
    private readonly FollowUpReads _followUps = new(aws, clusters, upstreams);

    /// <summary>The facts that every failure needs, in the order of the failures.</summary>
    public async Task<IReadOnlyList<PullFacts>> GatherAsync(IReadOnlyList<PullFailure> failures, CancellationToken cancelled) =>
        await Bounded.SelectAsync(failures, AtOnce, async failure =>
        {
            var (facts, change) = (GatherAsync(failure, cancelled), changes.LastAsync(failure, cancelled));
            return await facts with { PolicyChangedBy = await change };
        });

    /// <summary>The facts of each case with what its verdict leaves open: see <see cref="OpenQuestions"/>.</summary>
    public async Task<IReadOnlyList<PullFacts>> FollowUpAsync(IReadOnlyList<PullCase> cases, CancellationToken cancelled) =>
        await Bounded.SelectAsync(cases, AtOnce, one => FollowUpAsync(one, cancelled));

    private async Task<PullFacts> FollowUpAsync(PullCase one, CancellationToken cancelled) => one.Failure.Image is ImageReference.Ecr image
        ? await _followUps.ReadAsync(one, image, () => InstanceAsync(one.Failure, cancelled), cancelled)
        : one.Facts;

    public async Task<PullFacts> GatherAsync(PullFailure failure, CancellationToken cancelled)
    {
        if (failure.Image is not ImageReference.Ecr image)
            return PullFacts.NotAsked(new Message("gap.image.not-private-ecr"), clock.GetUtcNow());

        // before the first read: what changes later may be missing from these facts
        var asOf = clock.GetUtcNow();
        if (image.Registry.IsBeyond(failure.Scope.Region))
            return PullFacts.NotAsked(new Message("gap.image.other-partition"), asOf) with
            {
                Puller = await _pullers.ReadAsync(failure, InstanceAsync(failure, cancelled), cancelled),
            };
        var found = TryRead.FactAsync("ecr:DescribeImages", () => _repositories.ImageAsync(image, cancelled), cancelled);
        var policy = TryRead.FactAsync("ecr:GetRepositoryPolicy", () => _repositories.PolicyAsync(image, cancelled), cancelled);
        var tags = TryRead.FactAsync("ecr:ListTagsForResource", () => _repositories.TagsAsync(image, cancelled), cancelled);
        var own = self.RoleAsync(cancelled);
        var registry = _registryPolicies.ReadAsync(image.Registry, own, cancelled);
        var instance = InstanceAsync(failure, cancelled);
        var network = NetworkAsync(failure, instance, cancelled);
        var puller = await _pullers.ReadAsync(failure, instance, cancelled);
        var readable = await ReadableAsync(puller, own);
        var (identity, boundary) = (IdentityAsync(readable, failure, cancelled), BoundaryAsync(readable, failure, cancelled));

        var (registryPolicy, scope) = await registry;
        return new PullFacts
        {
            AsOf = asOf,
            Image = await found,
            RepositoryPolicy = await policy,
            RegistryPolicy = registryPolicy,
            RegistryPolicyScope = scope,
            RepositoryTags = await tags,
            Puller = puller,
            IdentityPolicies = await identity,
            Boundary = await boundary,
            Self = await own,
            Spoke = aws.Spokes.In(image.Registry.Account),
            Network = await network,
        };
    }

    private async Task<Fact<NodeInstance?>> InstanceAsync(PullFailure failure, CancellationToken cancelled) =>
        failure.Instance ?? (failure.Compute.Ec2Instance is { } id
            ? (await instances.DescribeAsync(failure.Scope.Place, [id], cancelled))[id]
            : Fact.Gap<NodeInstance?>(new Message("gap.node.not-ec2")));

    private async Task<Fact<NodeNetwork>> NetworkAsync(
        PullFailure failure, Task<Fact<NodeInstance?>> instance, CancellationToken cancelled) =>
        !failure.MissedTheRegistry ? Fact.Gap<NodeNetwork>(new Message("gap.network-not-checked"))
        : await instance switch
        {
            Fact<NodeInstance?>.Known { Value: { } node } => Fact.Of(await _networks.AroundAsync(node, failure.Scope.Place, cancelled)),
            Fact<NodeInstance?>.Known => Fact.Gap<NodeNetwork>(new Message("gap.node.unknown-to-ec2")),
            var unread => Fact.Gap<NodeNetwork>(unread.Gap!),
        };

    private Task<Fact<IReadOnlyList<PolicyDocument>>> IdentityAsync(
        Fact<RoleArn> puller, PullFailure failure, CancellationToken cancelled) =>
        OfRoleAsync(puller, "iam:ListAttachedRolePolicies, iam:GetPolicy, iam:GetPolicyVersion, iam:ListRolePolicies, iam:GetRolePolicy",
            role => _roles.IdentityPoliciesAsync(role, new Place(role.Account, failure.Scope.Region), cancelled), cancelled);

    private Task<Fact<PolicyDocument?>> BoundaryAsync(Fact<RoleArn> puller, PullFailure failure, CancellationToken cancelled) =>
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
            // with an unknown account of its own this program writes nothing, whatever is read here
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
