using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Remediator.EndToEnd.Tests.Template;

/// <summary>The stack as the SAM translator and moto's CloudFormation make it; each is made once for all tests.</summary>
internal static class Deployment
{
    private static readonly Lazy<Task<string>> s_translation = new(
        () => ExternalTool.Python("translate.py", [Repository.PathOf("template.yaml")]));
    private static readonly ConcurrentDictionary<string, Lazy<Task<JsonNode>>> s_stacks = new();

    public static Task<string> Translated() => s_translation.Value;

    /// <summary>What exists in moto once the stack is created with the parameters, each <c>Name=value</c>.</summary>
    public static Task<JsonNode> Of(params string[] parameters) =>
        s_stacks.GetOrAdd(string.Join(' ', parameters), _ => new(() => Create(parameters))).Value;

    /// <summary>
    /// The rules of a stack by what the template calls them: CloudFormation puts the stack before the name, and random characters behind
    /// it.
    /// </summary>
    public static async Task<IReadOnlyDictionary<string, JsonNode>> RulesOf(params string[] parameters) =>
        (await Of(parameters))["rules"]!.AsArray()
            .ToDictionary(rule => ((string)rule!["name"]!).Split('-')[1].Replace("RemediatorFunction", ""), rule => rule!);

    /// <summary>The variables that the function starts with.</summary>
    public static async Task<Dictionary<string, string?>> EnvironmentOf(params string[] parameters) =>
        (await Of(parameters))["environment"]!.AsObject().ToDictionary(variable => variable.Key, variable => variable.Value?.ToString());

    public static async Task<JsonNode> PatternOf(string rule, params string[] parameters) => (await RulesOf(parameters))[rule]["pattern"]!;

    private static async Task<JsonNode> Create(string[] parameters) =>
        JsonNode.Parse(await ExternalTool.Python("deploy.py", parameters, await Translated()))!;
}
