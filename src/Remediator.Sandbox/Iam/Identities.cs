using System.Security.Cryptography;
using System.Text;

namespace Remediator.Sandbox.Iam;

/// <summary>The roles and managed policies of a scenario's account.</summary>
internal sealed class Identities(Scenario scenario)
{
    private static readonly Dictionary<string, ManagedPolicy> s_ofAws = ReadOfAws();

    public string Account => scenario.Account;

    public Role? Role(string name) => scenario.Roles.GetValueOrDefault(name);

    public string Arn(string role) => $"arn:aws:iam::{scenario.Account}:role{Role(role)?.Path ?? "/"}{role}";

    public string PolicyArn(string policy) =>
        scenario.Policies.ContainsKey(policy) ? $"arn:aws:iam::{scenario.Account}:policy/{policy}" : $"arn:aws:iam::aws:policy/{policy}";

    public ManagedPolicy? Policy(string name) =>
        scenario.Policies.TryGetValue(name, out var own) ? new("v1", own) : s_ofAws.GetValueOrDefault(name);

    /// <summary>
    /// Whether a principal named in a policy exists; principals of other accounts are taken to exist.
    /// </summary>
    public bool Exists(string principal) => principal.Split(':') switch
    {
        ["*"] => true,
        [{ Length: 12 } account] => account.All(char.IsAsciiDigit),
        ["arn", _, "iam", "", { Length: 12 }, "root"] => true,
        ["arn", _, "iam", "", var account, var entity] when account == scenario.Account =>
            entity.StartsWith("role/", StringComparison.Ordinal)
            && (entity[5..] is Caller.RemediatorRole or Caller.OperatorRole || scenario.Roles.Any(role => Arn(role.Key) == principal)),
        ["arn", _, "iam", "", { Length: 12 }, var entity] =>
            entity.StartsWith("role/", StringComparison.Ordinal) || entity.StartsWith("user/", StringComparison.Ordinal),
        ["arn", _, "sts", "", { Length: 12 }, var session] => session.StartsWith("assumed-role/", StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>
    /// The policies that apply to a role, with that of the resource. A role that the scenario does not list may do everything.
    /// </summary>
    public PolicySet PoliciesOf(string role, JsonElement? resource)
    {
        var described = Role(role);
        IReadOnlyList<JsonElement> identity = described is null ? [s_everything]
            : [.. described.Attached.Select(Policy).OfType<ManagedPolicy>().Select(policy => policy.Document), .. described.Inline.Values];
        var boundary = described?.Boundary is { } name ? Policy(name)?.Document : null;
        return new(identity, boundary, resource, []);
    }

    /// <summary>An IAM id: the prefix and 17 characters derived from the name.</summary>
    public string Id(string prefix, string name) =>
        prefix + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(scenario.Account + name)))[..17];

    private static readonly JsonElement s_everything =
        JsonDocument.Parse("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""").RootElement;

    private static Dictionary<string, ManagedPolicy> ReadOfAws()
    {
        using var file = typeof(Identities).Assembly.GetManifestResourceStream("ManagedPolicies.json")!;
        using var document = JsonDocument.Parse(file);
        return document.RootElement.EnumerateObject().ToDictionary(
            policy => policy.Name,
            policy => new ManagedPolicy(policy.Value.GetProperty("version").GetString()!, policy.Value.GetProperty("document").Clone()));
    }
}

/// <summary>A managed policy's default version.</summary>
internal sealed record ManagedPolicy(string Version, JsonElement Document);
