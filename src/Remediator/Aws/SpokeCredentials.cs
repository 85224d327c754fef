using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Remediator.Core.Policies.Language;

namespace Remediator.Aws;

/// <summary>The credentials of a role in another account, assumed anew before they end.</summary>
/// <remarks>The SDK's own AssumeRoleAWSCredentials finds its STS client by reflection, which a native binary has not.</remarks>
internal sealed class SpokeCredentials(Func<IAmazonSecurityTokenService> sts, RoleArn role, string? externalId) : RefreshingAWSCredentials
{
    /// <summary>By which the calls of this program are told from others of the same role in CloudTrail.</summary>
    public const string Session = "remediator";

    protected override CredentialsRefreshState GenerateNewCredentials() => GenerateNewCredentialsAsync().GetAwaiter().GetResult();

    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        var answer = await sts().AssumeRoleAsync(new AssumeRoleRequest { RoleArn = role.ToString(), RoleSessionName = Session, ExternalId = externalId }).ConfigureAwait(false);
        var given = answer.Credentials;
        return new CredentialsRefreshState(new ImmutableCredentials(given.AccessKeyId, given.SecretAccessKey, given.SessionToken), given.Expiration!.Value.ToUniversalTime());
    }
}
