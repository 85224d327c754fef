using Remediator.Core.Policies.Language;

namespace Remediator.Aws;

/// <summary>The roles of other accounts that this program may assume, one an account. Any other account is asked with our own credentials.</summary>
/// <param name="Region">Ours, where STS is asked for them.</param>
public sealed record Spokes(IReadOnlyList<RoleArn> Roles, string? ExternalId, string Region)
{
    public static Spokes None { get; } = new([], null, "");

    public RoleArn? In(string account) => Roles.Where(role => role.Account == account).Select(role => (RoleArn?)role).FirstOrDefault();
}
