using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Remediator.Core.Policies.Language;

namespace Remediator.Aws;

/// <summary>
/// The roles of other accounts that this program may assume, at most one per account. Any other account is called with its own credentials.
/// </summary>
/// <param name="Region">The function's own, whose STS is asked for them.</param>
public sealed record Spokes(IReadOnlyList<RoleArn> Roles, string? ExternalId, string Region)
{
    public static Spokes None { get; } = new([], null, "");

    public RoleArn? In(string account) => Roles.Where(role => role.Account == account).Select(role => (RoleArn?)role).FirstOrDefault();
}

/// <summary>The credentials of a role in another account, renewed before they expire.</summary>
/// <remarks>The SDK's own AssumeRoleAWSCredentials finds its STS client by reflection, which a native binary lacks.</remarks>
internal sealed class SpokeCredentials(Func<IAmazonSecurityTokenService> sts, RoleArn role, string? externalId) : RefreshingAWSCredentials
{
    /// <summary>Tells this program's calls from others of the same role in CloudTrail.</summary>
    public const string Session = "remediator";

    protected override CredentialsRefreshState GenerateNewCredentials() => GenerateNewCredentialsAsync().GetAwaiter().GetResult();

    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        var request = new AssumeRoleRequest { RoleArn = role.ToString(), RoleSessionName = Session, ExternalId = externalId };
        var given = (await sts().AssumeRoleAsync(request).ConfigureAwait(false)).Credentials;
        var credentials = new ImmutableCredentials(given.AccessKeyId, given.SecretAccessKey, given.SessionToken);
        return new CredentialsRefreshState(credentials, given.Expiration!.Value.ToUniversalTime());
    }
}
