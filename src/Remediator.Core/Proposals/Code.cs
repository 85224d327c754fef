namespace Remediator.Core.Proposals;

/// <summary>A resource as the tools for infrastructure write it: JSON is YAML as it stands, and an expression of HCL.</summary>
public static class Code
{
    /// <summary>JSON as an expression of HCL, in whose strings <c>${</c> and <c>%{</c> begin templates.</summary>
    public static string Hcl(string json) =>
        json.Replace("${", "$${", StringComparison.Ordinal).Replace("%{", "%%{", StringComparison.Ordinal);

    /// <param name="properties">Strings, numbers, truth values and JSON nodes, in their order.</param>
    internal static string CloudFormation(string name, string type, params (string Name, JsonNode Value)[] properties) =>
        $"{name}:\n  Type: {type}\n  Properties:\n"
        + string.Join('\n', properties.Select(one => $"    {one.Name}: {JsonText.Compact(one.Value)}"));

    /// <param name="arguments">A policy is given as an object, and is encoded.</param>
    internal static string Terraform(string type, string name, params (string Name, JsonNode Value)[] arguments)
    {
        var width = arguments.Max(one => one.Name.Length);
        return $"resource \"{type}\" \"{name}\" {{\n"
            + string.Join('\n', arguments.Select(one => $"  {one.Name.PadRight(width)} = {Expression(one.Value)}")) + "\n}";
    }

    private static string Expression(JsonNode value) => Hcl(value is JsonObject
        ? $"jsonencode({JsonText.Compact(value)})"
        : JsonText.Compact(value));
}
