using System.Diagnostics.CodeAnalysis;

namespace Remediator.Core.Policies.Language;

/// <summary>
/// The ARN of an IAM role, `arn:partition:iam::123456789012:role/path/name`; <see cref="Path"/> is `/` or `/a/b/`.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
/// </summary>
public readonly record struct RoleArn(string Partition, string Account, string Path, string Name)
{
    public static bool TryParse([NotNullWhen(true)] string? text, out RoleArn role)
    {
        role = default;
        if (text?.Split(':') is not ["arn", { Length: > 0 } partition, "iam", "", var account, var resource]
            || !NameGrammar.IsAccount(account) || !resource.StartsWith("role/", StringComparison.Ordinal)
            || text.AsSpan().ContainsAny("*?$ "))
            return false;
        var slash = resource.LastIndexOf('/');
        if (slash == resource.Length - 1)
            return false;
        role = new RoleArn(partition, account, resource["role".Length..(slash + 1)], resource[(slash + 1)..]);
        return true;
    }

    /// <exception cref="UnreadableException">The text is not the ARN of a role.</exception>
    public static RoleArn Parse(string text) => TryParse(text, out var role)
        ? role
        : throw new UnreadableException(new Message("unreadable.role-arn", ("text", Untrusted.Line(text))));

    public override string ToString() => $"arn:{Partition}:iam::{Account}:role{Path}{Name}";
}
