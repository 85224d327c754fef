using Amazon.ECR.Model;
using Remediator.Aws;
using Remediator.Core.Policies.Language;
using Remediator.Gather;

namespace Remediator.Repair;

/// <summary>
/// The only writes to ECR. It has no version check, so the policy is compared immediately before and read back after; <c>force</c> is never
/// set.
/// </summary>
public sealed class PolicyWriter(AwsAccess aws, TimeProvider clock)
{
    private const int Attempts = 2;
    private const int ReadBacks = 5;
    private static readonly TimeSpan s_betweenCalls = TimeSpan.FromSeconds(1);

    private readonly RepositoryReads _repositories = new(aws);

    /// <summary>What came of replacing one policy by another.</summary>
    public abstract record Result
    {
        private Result() { }

        public sealed record Written : Result;

        /// <summary>The policy was already what it should become.</summary>
        public sealed record AlreadyThere : Result;

        /// <summary>The policy is neither what it was nor what it should become.</summary>
        public sealed record Moved : Result;

        /// <summary>Not written, or not known to be.</summary>
        public sealed record Failed(Message Why) : Result
        {
            /// <summary>What stands there is not known, or not what was acknowledged.</summary>
            public bool MayHaveWritten { get; init; }

            /// <summary>The old policy was seen again after the write had failed, and another attempt may do better.</summary>
            public bool MayTryAgain { get; init; }
        }
    }

    /// <summary>How a policy stands to two others.</summary>
    public enum Stand
    {
        Unread,
        Expected,
        Wanted,
        Other,
    }

    public async Task<Stand> CompareAsync(ImageReference.Ecr image, PolicyDocument? expected, PolicyDocument? wanted,
        CancellationToken end) =>
        await NowAsync(image, end) switch
        {
            Fact<PolicyDocument?>.Unknown => Stand.Unread,
            var seen when Shows(seen, wanted) => Stand.Wanted,
            var seen when Shows(seen, expected) => Stand.Expected,
            _ => Stand.Other,
        };

    /// <summary>
    /// Replaces <paramref name="expected"/> by <paramref name="wanted"/> (null: no policy), or touches nothing. Time that runs out on the
    /// way is a result too: once a write has started, people have to be notified of it.
    /// </summary>
    public async Task<Result> ReplaceAsync(ImageReference.Ecr image, PolicyDocument? expected, PolicyDocument? wanted,
        CancellationToken end)
    {
        var result = await TryAsync(image, expected, wanted, end);
        for (var attempt = 1; attempt < Attempts && result is Result.Failed { MayTryAgain: true }
            && !end.IsCancellationRequested; attempt++)
        {
            await PauseAsync(end);
            // what is there already is then the first attempt, come late
            result = await TryAsync(image, expected, wanted, end) is var again and not Result.AlreadyThere ? again : new Result.Written();
        }
        return result;
    }

    private async Task<Result> TryAsync(ImageReference.Ecr image, PolicyDocument? expected, PolicyDocument? wanted, CancellationToken end)
    {
        var now = await NowAsync(image, end);
        if (now is not Fact<PolicyDocument?>.Known { Value: var current })
            return new Result.Failed(new Message("outcome.unread-before-write", ("why", now.Gap!)));
        if (Same(current, wanted))
            return new Result.AlreadyThere();
        if (!Same(current, expected))
            return new Result.Moved();
        return await ReadBackAsync(image, expected, wanted, await SetAsync(image, wanted, end), end);
    }

    /// <summary>Null when ECR acknowledged the write.</summary>
    private async Task<Exception?> SetAsync(ImageReference.Ecr image, PolicyDocument? wanted, CancellationToken end)
    {
        using var ecr = aws.EcrOnce(image.Registry.Place);
        try
        {
            if (wanted is null)
                await ecr.DeleteRepositoryPolicyAsync(
                    new DeleteRepositoryPolicyRequest { RegistryId = image.Registry.Account, RepositoryName = image.Repository }, end);
            else
                await ecr.SetRepositoryPolicyAsync(new SetRepositoryPolicyRequest
                {
                    RegistryId = image.Registry.Account,
                    RepositoryName = image.Repository,
                    PolicyText = wanted.Text,
                }, end);
            return null;
        }
        catch (RepositoryPolicyNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (AwsFailure.IsExpected(e, CancellationToken.None))
        {
            return e;
        }
    }

    /// <summary>
    /// A write that failed may have arrived all the same, and one that was acknowledged may be seen late: what stands there decides.
    /// </summary>
    private async Task<Result> ReadBackAsync(ImageReference.Ecr image, PolicyDocument? before, PolicyDocument? wanted, Exception? failure,
        CancellationToken end)
    {
        Fact<PolicyDocument?> seen = await NowAsync(image, end);
        for (var read = 1; read < ReadBacks && failure is null && !Shows(seen, wanted) && !end.IsCancellationRequested; read++)
        {
            await PauseAsync(end);
            seen = await NowAsync(image, end);
        }
        Message why = failure is null ? new Message("outcome.write-accepted")
            : AwsFailure.Why(failure, wanted is null ? "ecr:DeleteRepositoryPolicy" : "ecr:SetRepositoryPolicy");
        return seen switch
        {
            _ when Shows(seen, wanted) => new Result.Written(),
            _ when Shows(seen, before) && failure is null =>
                new Result.Failed(new Message("outcome.write-not-visible")) { MayHaveWritten = true },
            _ when Shows(seen, before) =>
                new Result.Failed(new Message("outcome.nothing-written", ("why", why))) { MayTryAgain = !AwsFailure.IsDenied(failure!) },
            Fact<PolicyDocument?>.Known => new Result.Moved(),
            _ => new Result.Failed(new Message("outcome.write-unconfirmed", ("why", why), ("gap", seen.Gap!))) { MayHaveWritten = true },
        };
    }

    private async Task PauseAsync(CancellationToken end) =>
        await Task.Delay(s_betweenCalls, clock, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    public Task<Fact<PolicyDocument?>> NowAsync(ImageReference.Ecr image, CancellationToken end) =>
        TryRead.FactAsync("ecr:GetRepositoryPolicy", () => _repositories.PolicyAsync(image, end), CancellationToken.None);

    private static bool Shows(Fact<PolicyDocument?> seen, PolicyDocument? wanted) =>
        seen is Fact<PolicyDocument?>.Known { Value: var policy } && Same(policy, wanted);

    private static bool Same(PolicyDocument? one, PolicyDocument? other) =>
        one is null || other is null ? one is null && other is null : one.SameAs(other);
}
