using Amazon.ECR.Model;
using Remediator.Core;
using Remediator.Core.Policies;

namespace Remediator.Aws;

/// <summary>
/// The only writes to AWS. ECR has no version check, so the policy is compared immediately before and read back after; <c>force</c> is never set.
/// </summary>
public sealed class PolicyWrites(AwsAccess aws, TimeProvider clock)
{
    private const int ReadBacks = 5;
    private static readonly TimeSpan BetweenReads = TimeSpan.FromSeconds(1);

    private readonly RepositoryReads repositories = new(aws);

    /// <summary>What came of replacing one policy by another.</summary>
    public abstract record Result
    {
        private Result() { }

        public sealed record Written : Result;

        /// <summary>The policy was already what it should become.</summary>
        public sealed record AlreadyThere : Result;

        /// <summary>The policy is neither what it was nor what it should become.</summary>
        public sealed record Moved : Result;

        public sealed record Failed(string Why) : Result;
    }

    /// <summary>Replaces <paramref name="expected"/> by <paramref name="wanted"/> (null: no policy), or touches nothing.</summary>
    public async Task<Result> ReplaceAsync(ImageReference.Ecr image, PolicyDocument? expected, PolicyDocument? wanted, CancellationToken cancelled)
    {
        var now = await CurrentAsync(image, cancelled);
        if (now is not Fact<PolicyDocument?>.Known { Value: var current })
            return new Result.Failed($"the policy could not be read again before the write: {now.Gap}");
        if (Same(current, wanted))
            return new Result.AlreadyThere();
        if (!Same(current, expected))
            return new Result.Moved();
        var failure = await SetAsync(image, wanted, cancelled);
        return await ReadBackAsync(image, expected, wanted, failure, cancelled);
    }

    /// <summary>Null when ECR acknowledged the write.</summary>
    private async Task<string?> SetAsync(ImageReference.Ecr image, PolicyDocument? wanted, CancellationToken cancelled)
    {
        var ecr = aws.Ecr(image.Registry.Place);
        try
        {
            if (wanted is null)
                await ecr.DeleteRepositoryPolicyAsync(new DeleteRepositoryPolicyRequest { RegistryId = image.Registry.Account, RepositoryName = image.Repository }, cancelled);
            else
                await ecr.SetRepositoryPolicyAsync(new SetRepositoryPolicyRequest { RegistryId = image.Registry.Account, RepositoryName = image.Repository, PolicyText = wanted.Text }, cancelled);
            return null;
        }
        catch (RepositoryPolicyNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (AwsFailure.IsExpected(e, cancelled))
        {
            return AwsFailure.Why(e, wanted is null ? "ecr:DeleteRepositoryPolicy" : "ecr:SetRepositoryPolicy");
        }
    }

    /// <summary>A write that failed may have arrived all the same, and one that was acknowledged may be seen late: what stands there decides.</summary>
    private async Task<Result> ReadBackAsync(ImageReference.Ecr image, PolicyDocument? before, PolicyDocument? wanted, string? failure, CancellationToken cancelled)
    {
        Fact<PolicyDocument?> seen = await CurrentAsync(image, cancelled);
        for (var read = 1; read < ReadBacks && failure is null && !Shows(seen, wanted); read++)
        {
            await Task.Delay(BetweenReads, clock, cancelled);
            seen = await CurrentAsync(image, cancelled);
        }
        return seen switch
        {
            _ when Shows(seen, wanted) => new Result.Written(),
            _ when Shows(seen, before) => new Result.Failed(failure is null
                ? "the write was acknowledged, but reads still show the old policy"
                : $"nothing was changed: {failure}"),
            Fact<PolicyDocument?>.Known => new Result.Moved(),
            _ => new Result.Failed($"it is not known whether the change was written: {failure ?? "the write was acknowledged"}, and then {seen.Gap}"),
        };
    }

    private Task<Fact<PolicyDocument?>> CurrentAsync(ImageReference.Ecr image, CancellationToken cancelled) =>
        Asked.FactAsync("ecr:GetRepositoryPolicy", () => repositories.PolicyAsync(image, cancelled), cancelled);

    private static bool Shows(Fact<PolicyDocument?> seen, PolicyDocument? wanted) =>
        seen is Fact<PolicyDocument?>.Known { Value: var policy } && Same(policy, wanted);

    private static bool Same(PolicyDocument? one, PolicyDocument? other) => one is null || other is null ? one is null && other is null : one.SameAs(other);
}
