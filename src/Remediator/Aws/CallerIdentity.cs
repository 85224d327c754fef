using Amazon.SecurityToken.Model;
using Remediator.Core.Common;
using Remediator.Core.Policies.Language;
using Remediator.Core.Triggers;

namespace Remediator.Aws;

/// <summary>Which role this program runs as. Asked once, since a process keeps its role; a failure is asked again.</summary>
public sealed class CallerIdentity(AwsAccess aws, string region)
{
    private Fact<RoleArn>.Known? kept;

    /// <summary>The function's own region.</summary>
    public string Region => region;

    public async Task<Fact<RoleArn>> RoleAsync(CancellationToken cancelled)
    {
        if (kept is not null)
            return kept;
        var asked = await TryRead.FactAsync("sts:GetCallerIdentity", async () =>
            RoleOf((await aws.Sts(region).GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancelled)).Arn), cancelled);
        kept = asked as Fact<RoleArn>.Known;
        return asked;
    }

    /// <summary>Whether a call was made by this program, as its own role or as the one it assumes in that account.</summary>
    public async Task<bool> IsAsync(Caller caller, CancellationToken cancelled) =>
        (aws.Spokes.In(caller.Role.Account) is { } spoke && caller.Is(spoke)) || (await RoleAsync(cancelled) is Fact<RoleArn>.Known { Value: var own } && caller.Is(own));

    /// <summary><c>arn:aws:sts::111122223333:assumed-role/Name/session</c> → the role. A session ARN carries no path, so a role with one is named without it.</summary>
    private static RoleArn RoleOf(string caller) => caller.Split(':', '/') switch
    {
        ["arn", var partition, "sts", "", var account, "assumed-role", var name, ..] => new RoleArn(partition, account, "/", name),
        ["arn", var partition, "iam", "", var account, _, .., var name] => new RoleArn(partition, account, "/", name),
        _ => throw new Amazon.Runtime.AmazonClientException($"\"{caller}\" is neither a role's session nor a user"),
    };
}
