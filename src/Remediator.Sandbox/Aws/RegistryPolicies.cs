namespace Remediator.Sandbox.Aws;

/// <summary>The registry policies of the scenario's account, one a region, and the scope of all of them.</summary>
internal sealed class RegistryPolicies
{
    private readonly Dictionary<string, string> _texts = [];
    private readonly string _account;

    public RegistryPolicies(Scenario scenario)
    {
        (_account, Scope) = (scenario.Account, scenario.RegistryPolicyScope);
        if (scenario.RegistryPolicy is { ValueKind: JsonValueKind.Object } policy)
            _texts[scenario.Region] = PolicyText.Printed(policy);
    }

    public string Scope { get; set; }

    /// <summary>As ECR prints it, or null.</summary>
    public string? this[string region]
    {
        get => _texts.GetValueOrDefault(region);
        set
        {
            if (value is null)
                _texts.Remove(region);
            else
                _texts[region] = value;
        }
    }

    /// <summary>Other accounts have none.</summary>
    public JsonElement? Document(string account, string region) =>
        account == _account && this[region] is { } text ? JsonDocument.Parse(text).RootElement : null;
}
