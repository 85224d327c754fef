using Remediator.Core.Policies.Language;

namespace Remediator.Core.Policies.Fixing;

/// <summary>
/// The one condition that is ours: `StringNotEquals` `aws:PrincipalArn` with full role ARNs. A key that is absent keeps the Deny, and
/// unlike `ArnNotEquals` it reads no `*` in a path as a wildcard.
/// </summary>
internal static class Exemption
{
    private const string Operator = "StringNotEquals";
    private const string Key = "aws:PrincipalArn";

    /// <summary>The roles that are exempt, where that is all the statement's condition says; none otherwise.</summary>
    public static IReadOnlyList<string> RolesIn(Statement statement) =>
        statement.Element("Condition") is { ValueKind: JsonValueKind.Object } condition
        && condition.EnumerateObject().ToList() is [{ Name: Operator } only]
        && only.Value.ValueKind == JsonValueKind.Object && only.Value.EnumerateObject().ToList() is [var key]
        && key.Name.Equals(Key, StringComparison.OrdinalIgnoreCase)
        && key.Value.Texts() is { Length: > 0 } roles && roles.All(role => RoleArn.TryParse(role, out _))
            ? roles
            : [];

    public static JsonObject For(IReadOnlyList<string> roles) => new()
    {
        [Operator] = new JsonObject { [Key] = roles is [var one] ? JsonValue.Create(one) : JsonText.ArrayOf(roles) },
    };
}
