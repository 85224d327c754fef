namespace Remediator.Sandbox.Model;

/// <summary>
/// An IAM role: attached managed policies by name (AWS's, or those under "policies"), inline policies, and a boundary by policy name.
/// </summary>
public sealed record Role
{
    public string Path { get; init; } = "/";

    public IReadOnlyList<string> Attached { get; init; } = [];

    public IReadOnlyDictionary<string, JsonElement> Inline { get; init; } = new Dictionary<string, JsonElement>();

    public string? Boundary { get; init; }
}
