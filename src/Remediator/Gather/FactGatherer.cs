using Remediator.Aws;
using Remediator.Core.Common;
using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Images;
using Remediator.Core.Network;
using Remediator.Core.Policies.Language;
using Remediator.Kubernetes;

namespace Remediator.Gather;

/// <summary>Asks everything about one failure side by side; only what needs the puller waits for it, and a second round asks what these facts leave open.</summary>
public sealed class FactGatherer(AwsAccess aws, ClusterConnection clusters, InstanceReads instances, CallerIdentity self, TimeProvider clock)
{
    private readonly RepositoryReads repositories = new(aws);
    private readonly RoleReads roles = new(aws, clock);
    private readonly PullerReader pullers = new(aws, clusters.Described, instances, clock);
    private readonly NetworkReads networks = new(aws);
    private readonly FollowUpReads further = new(aws, clusters);

    public async Task<PullFacts> GatherAsync(PullFailure failure, CancellationToken cancelled)
    {
        if (failure.Image is not ImageReference.Ecr image)
            return PullFacts.NotAsked("the image is not in a private ECR registry", clock.GetUtcNow());

        // before the first read: whatever changes later may not be in these facts
        var asOf = clock.GetUtcNow();
        var found = TryRead.FactAsync("ecr:DescribeImages", () => repositories.ImageAsync(image, cancelled), cancelled);
        var policy = TryRead.FactAsync("ecr:GetRepositoryPolicy", () => repositories.PolicyAsync(image, cancelled), cancelled);
        var tags = TryRead.FactAsync("ecr:ListTagsForResource", () => repositories.TagsAsync(image, cancelled), cancelled);
        var own = self.RoleAsync(cancelled);
        var instance = InstanceAsync(failure, cancelled);
        var network = NetworkAsync(failure, instance, cancelled);
        var puller = await pullers.ReadAsync(failure, instance, cancelled);
        var readable = ReadableAsync(puller, own);
        var (identity, boundary) = (IdentityAsync(readable, failure, cancelled), BoundaryAsync(readable, failure, cancelled));

        return await further.AskAsync(failure, image, await instance, new PullFacts
        {
            AsOf = asOf,
            Image = await found,
            RepositoryPolicy = await policy,
            RepositoryTags = await tags,
            Puller = puller,
            IdentityPolicies = await identity,
            Boundary = await boundary,
            Self = await own,
            Spoke = aws.Spokes.In(image.Registry.Account),
            Network = await network,
        }, cancelled);
    }

    private async Task<Fact<NodeInstance?>> InstanceAsync(PullFailure failure, CancellationToken cancelled) =>
        failure.Instance ?? (failure.Compute.Ec2Instance is { } id
            ? (await instances.DescribeAsync(failure.Scope.Place, [id], cancelled))[id]
            : Fact.Gap<NodeInstance?>("the pod's node is no EC2 instance of this account"));

    private async Task<Fact<NodeNetwork>> NetworkAsync(PullFailure failure, Task<Fact<NodeInstance?>> instance, CancellationToken cancelled) =>
        !failure.MissedTheRegistry ? Fact.Gap<NodeNetwork>("not asked, the text does not speak of the network")
        : await instance switch
        {
            Fact<NodeInstance?>.Known { Value: { } node } => Fact.Of(await networks.AroundAsync(node, failure.Scope.Place, cancelled)),
            Fact<NodeInstance?>.Known => Fact.Gap<NodeNetwork>("EC2 does not know the node's instance"),
            var unread => Fact.Gap<NodeNetwork>(unread.Gap!),
        };

    private Task<Fact<IReadOnlyList<PolicyDocument>>> IdentityAsync(Task<Fact<RoleArn>> puller, PullFailure failure, CancellationToken cancelled) =>
        OfRoleAsync(puller, "iam:ListAttachedRolePolicies, iam:GetPolicy, iam:GetPolicyVersion, iam:ListRolePolicies and iam:GetRolePolicy",
            role => roles.IdentityPoliciesAsync(role, new Place(role.Account, failure.Scope.Region), cancelled), cancelled);

    private Task<Fact<PolicyDocument?>> BoundaryAsync(Task<Fact<RoleArn>> puller, PullFailure failure, CancellationToken cancelled) =>
        OfRoleAsync(puller, "iam:GetRole", role => roles.BoundaryAsync(role, new Place(role.Account, failure.Scope.Region), cancelled), cancelled);

    /// <summary>IAM answers only about its own account: asked about another's role it would tell of a namesake.</summary>
    private async Task<Fact<RoleArn>> ReadableAsync(Fact<Puller> puller, Task<Fact<RoleArn>> own) => puller switch
    {
        Fact<Puller>.Known { Value.Role: var role } when aws.Spokes.In(role.Account) is not null => Fact.Of(role),
        Fact<Puller>.Known { Value.Role: var role } => await own switch
        {
            Fact<RoleArn>.Known { Value.Account: var account } when account != role.Account =>
                Fact.Gap<RoleArn>($"{role.Name} is a role of account {role.Account}, and SPOKE_ROLES names no role to ask there as"),
            // whose account this is will be unknown to the plan too
            _ => Fact.Of(role),
        },
        _ => Fact.Gap<RoleArn>("it is not known who pulls"),
    };

    private static async Task<Fact<T>> OfRoleAsync<T>(Task<Fact<RoleArn>> role, string permission, Func<RoleArn, Task<T>> read, CancellationToken cancelled) =>
        await role is Fact<RoleArn>.Known { Value: var known }
            ? await TryRead.FactAsync(permission, () => read(known), cancelled)
            : Fact.Gap<T>((await role).Gap!);
}
