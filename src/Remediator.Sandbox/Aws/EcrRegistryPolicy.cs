namespace Remediator.Sandbox.Aws;

/// <summary>The calls about the registry as a whole: none of them names it, it is the caller's own.</summary>
internal sealed partial class Ecr
{
    private const string Scope = "REGISTRY_POLICY_SCOPE";

    private JsonObject GetRegistryPolicy(AwsRequest request) =>
        OfRegistry(registry.Policies[request.Region] ?? throw NoRegistryPolicy());

    private JsonObject PutRegistryPolicy(AwsRequest request)
    {
        var policy = PolicyText.AcceptedForRegistry(request.Text("policyText") ?? "", registry.Policies.Scope);
        registry.Policies[request.Region] = PolicyText.Printed(policy);
        changed();
        return GetRegistryPolicy(request);
    }

    private JsonObject DeleteRegistryPolicy(AwsRequest request)
    {
        var deleted = GetRegistryPolicy(request);
        registry.Policies[request.Region] = null;
        changed();
        return deleted;
    }

    private JsonObject GetAccountSetting(AwsRequest request)
    {
        Known(request.Text("name"), "name", Scope);
        return Setting();
    }

    private JsonObject PutAccountSetting(AwsRequest request)
    {
        Known(request.Text("name"), "name", Scope);
        registry.Policies.Scope = Known(request.Text("value"), "value", "V1", "V2");
        changed();
        return Setting();
    }

    private JsonObject Setting() => new() { ["name"] = Scope, ["value"] = registry.Policies.Scope };

    private static string Known(string? value, string field, params string[] accepted) =>
        value is not null && accepted.Contains(value) ? value : throw new AwsError("InvalidParameterException",
            $"Invalid parameter at '{field}' failed to satisfy constraint: 'must be one of {string.Join(", ", accepted)}'");

    private JsonObject OfRegistry(string policy) => new() { ["registryId"] = scenario.Account, ["policyText"] = policy };

    private AwsError NoRegistryPolicy() => new("RegistryPolicyNotFoundException",
        $"Registry policy does not exist in the registry with id '{scenario.Account}'");
}
