using Amazon.Runtime;
using Amazon.SecurityToken.Model;
using Remediator.Core.Policies.Language;
using Remediator.Core.Triggers;

namespace Remediator.Aws;

/// <summary>Which role this program runs as. A process keeps its role, so it is asked once; after a failure it is asked again.</summary>
public sealed class CallerIdentity(AwsAccess aws, string region)
{
    private Fact<RoleArn>.Known? _known;

    public async Task<Fact<RoleArn>> RoleAsync(CancellationToken cancelled)
    {
        if (_known is not null)
            return _known;
        var asked = await TryRead.FactAsync("sts:GetCallerIdentity", async () =>
            RoleOf((await aws.Sts(region).GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancelled)).Arn
                ?? throw new UnusableAnswerException(new Message("gap.response.no-caller"))), cancelled);
        _known = asked as Fact<RoleArn>.Known;
        return asked;
    }

    /// <summary>This program's own account, or null where STS cannot be asked.</summary>
    public async Task<string?> AccountAsync(CancellationToken cancelled) =>
        (await RoleAsync(cancelled)).ValueOrNull()?.Account;

    /// <summary>
    /// This program's own account. Where STS cannot be asked, it is that of the event, and for an event without an account that of the
    /// cluster: what EKS describes to this program's own credentials is in its own account. So an incident keeps its key while STS is
    /// unreachable.
    /// </summary>
    /// <param name="eventAccount">The account that the event came from; null or empty where it names none.</param>
    /// <param name="cluster">A cluster that the event is about, for its name and region.</param>
    /// <returns>Null where none of the three is known.</returns>
    public async Task<string?> AccountAsync(string? eventAccount, Scope cluster, ClusterReads clusters, CancellationToken cancelled) =>
        await AccountAsync(cancelled)
            ?? (string.IsNullOrEmpty(eventAccount) ? await AccountOfAsync(cluster, clusters, cancelled) : eventAccount);

    /// <summary>Whether a call was made by this program, as its own role or as the one it assumes in that account.</summary>
    public async Task<bool> IsAsync(Caller caller, CancellationToken cancelled) =>
        (aws.Spokes.In(caller.Role.Account) is { } spoke && caller.Is(spoke))
        || (await RoleAsync(cancelled) is Fact<RoleArn>.Known { Value: var own } && caller.Is(own));

    private static async Task<string?> AccountOfAsync(Scope cluster, ClusterReads clusters, CancellationToken cancelled)
    {
        // without an account no spoke's role is assumed
        var described = await TryRead.FactAsync("eks:DescribeCluster",
            () => clusters.DescribeAsync(cluster with { Account = "" }, cancelled), cancelled);
        return described.ValueOrNull()?.Arn?.Split(':') is ["arn", _, "eks", _, { Length: 12 } account, ..]
            ? account
            : null;
    }

    /// <summary>
    /// <c>arn:aws:sts::111122223333:assumed-role/Name/session</c> → the role. A session's ARN carries no path, so a role with one is named
    /// without it.
    /// </summary>
    private static RoleArn RoleOf(string caller) => caller.Split(':', '/') switch
    {
        ["arn", var partition, "sts", "", var account, "assumed-role", var name, ..] => new RoleArn(partition, account, "/", name),
        ["arn", var partition, "iam", "", var account, _, .., var name] => new RoleArn(partition, account, "/", name),
        _ => throw new AmazonClientException($"\"{caller}\" is neither a role's session nor a user"),
    };
}
