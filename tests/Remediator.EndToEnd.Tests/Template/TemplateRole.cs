using System.Text.Json.Nodes;

namespace Remediator.EndToEnd.Tests.Template;

/// <summary>One action of a role on one resource pattern, with the condition that it stands under, as JSON.</summary>
internal sealed record Grant(string Action, string Resource, string? Condition);

/// <summary>What the function's role in <c>template.yaml</c> may do.</summary>
internal static class TemplateRole
{
    /// <summary>The grants in a mode; other parameters of the template as name and value.</summary>
    public static IReadOnlyList<Grant> Actions(string mode, params (string Name, string Value)[] parameters)
    {
        var given = parameters.Append(("Mode", mode)).ToDictionary();
        var template = StackTemplate.Read(Repository.PathOf("template.yaml"), given);
        var role = template.ResourcesOf("AWS::IAM::Role").Single();
        var inline = role.Properties["Policies"]!.AsArray();
        var attached = template.ResourcesOf("AWS::IAM::Policy")
            .Select(policy => policy.Properties)
            .Where(policy => policy["Roles"]!.AsArray().Any(name => (string?)name == role.Id));
        return [.. inline.Concat(attached).SelectMany(policy => GrantsOf(policy!["PolicyDocument"]!))];
    }

    /// <summary>The grants of one policy document.</summary>
    public static IEnumerable<Grant> GrantsOf(JsonNode document) =>
        from statement in document["Statement"]!.AsArray()
        from action in Strings(statement["Action"])
        from resource in Strings(statement["Resource"])
        select new Grant(action, resource, statement["Condition"]?.ToJsonString());

    private static IEnumerable<string> Strings(JsonNode? node) =>
        node is JsonArray list ? list.Select(item => (string)item!) : [(string)node!];
}
