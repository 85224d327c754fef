using Remediator.Aws;
using Remediator.Core.Facts;
using Remediator.Core.Findings;
using Remediator.Core.Network;
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
    private readonly IdentityReads _identities = new(aws, clusters.Described, instances, clock);
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
        ? await _followUps.ReadAsync(one, image, () => _identities.InstanceAsync(one.Failure, cancelled), cancelled)
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
                Puller = await _identities.PullerAsync(failure, _identities.InstanceAsync(failure, cancelled), cancelled),
            };
        var found = TryRead.FactAsync("ecr:DescribeImages", () => _repositories.ImageAsync(image, cancelled), cancelled);
        var policy = TryRead.FactAsync("ecr:GetRepositoryPolicy", () => _repositories.PolicyAsync(image, cancelled), cancelled);
        var tags = TryRead.FactAsync("ecr:ListTagsForResource", () => _repositories.TagsAsync(image, cancelled), cancelled);
        var own = self.RoleAsync(cancelled);
        var registry = _registryPolicies.ReadAsync(image.Registry, own, cancelled);
        var instance = _identities.InstanceAsync(failure, cancelled);
        var network = NetworkAsync(failure, instance, cancelled);
        var identity = await _identities.ReadAsync(failure, instance, own, cancelled);

        var (registryPolicy, scope) = await registry;
        return new PullFacts
        {
            AsOf = asOf,
            Image = await found,
            RepositoryPolicy = await policy,
            RegistryPolicy = registryPolicy,
            RegistryPolicyScope = scope,
            RepositoryTags = await tags,
            Puller = identity.Puller,
            IdentityPolicies = identity.Policies,
            Boundary = identity.Boundary,
            BoundaryArn = identity.BoundaryArn,
            Self = await own,
            Spoke = aws.Spokes.In(image.Registry.Account),
            Network = await network,
        };
    }

    private async Task<Fact<NodeNetwork>> NetworkAsync(
        PullFailure failure, Task<Fact<NodeInstance?>> instance, CancellationToken cancelled) =>
        !failure.MissedTheRegistry ? Fact.Gap<NodeNetwork>(new Message("gap.network-not-checked"))
        : await instance switch
        {
            Fact<NodeInstance?>.Known { Value: { } node } => Fact.Of(await _networks.AroundAsync(node, failure.Scope.Place, cancelled)),
            Fact<NodeInstance?>.Known => Fact.Gap<NodeNetwork>(new Message("gap.node.unknown-to-ec2")),
            var unread => Fact.Gap<NodeNetwork>(unread.Gap!),
        };
}
