using Remediator.Aws;
using Remediator.Core;
using Remediator.Core.Policies;

namespace Remediator;

/// <summary>Asks everything about one failure side by side; only what needs the puller waits for it. Nothing is judged here.</summary>
public sealed class FactGatherer(AwsAccess aws, Self self, TimeProvider clock)
{
    private readonly RepositoryReads repositories = new(aws);
    private readonly RoleReads roles = new(aws, clock);
    private readonly PullerReader pullers = new(aws);

    public async Task<Facts> GatherAsync(PullFailure failure, CancellationToken cancelled)
    {
        if (failure.Image is not ImageReference.Ecr image)
            return Facts.NotAsked("the image is not in a private ECR registry");

        var found = Asked.FactAsync("ecr:DescribeImages", () => repositories.ImageAsync(image, cancelled), cancelled);
        var policy = Asked.FactAsync("ecr:GetRepositoryPolicy", () => repositories.PolicyAsync(image, cancelled), cancelled);
        var tags = Asked.FactAsync("ecr:ListTagsForResource", () => repositories.TagsAsync(image, cancelled), cancelled);
        var own = self.RoleAsync(cancelled);
        var puller = await pullers.ReadAsync(failure, cancelled);
        var (identity, boundary) = (IdentityAsync(puller, failure, cancelled), BoundaryAsync(puller, failure, cancelled));

        return new Facts
        {
            Image = await found,
            RepositoryPolicy = await policy,
            RepositoryTags = await tags,
            Puller = puller,
            IdentityPolicies = await identity,
            Boundary = await boundary,
            Self = await own,
        };
    }

    private Task<Fact<IReadOnlyList<PolicyDocument>>> IdentityAsync(Fact<Puller> puller, PullFailure failure, CancellationToken cancelled) =>
        OfRoleAsync(puller, "iam:ListAttachedRolePolicies, iam:GetPolicy, iam:GetPolicyVersion, iam:ListRolePolicies and iam:GetRolePolicy",
            role => roles.IdentityPoliciesAsync(role, failure.Scope.Region, cancelled), cancelled);

    private Task<Fact<PolicyDocument?>> BoundaryAsync(Fact<Puller> puller, PullFailure failure, CancellationToken cancelled) =>
        OfRoleAsync(puller, "iam:GetRole", role => roles.BoundaryAsync(role, failure.Scope.Region, cancelled), cancelled);

    private static Task<Fact<T>> OfRoleAsync<T>(Fact<Puller> puller, string permission, Func<RoleArn, Task<T>> read, CancellationToken cancelled) =>
        puller is Fact<Puller>.Known { Value: var known }
            ? Asked.FactAsync(permission, () => read(known.Role), cancelled)
            : Task.FromResult(Fact.Gap<T>("it is not known who pulls"));
}
