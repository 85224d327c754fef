using System.Text.Json;
using Remediator.Core.Deployments;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Remediator.Cli.Explain;

/// <summary>Reads what is about to be applied: a Terraform plan, a CloudFormation change set, or a template in JSON or YAML.</summary>
internal static class PlanFile
{
    private const string Accepted = "accepted: terraform show -json, aws cloudformation describe-change-set "
        + "--include-property-values, or a CloudFormation template in JSON or YAML";

    /// <exception cref="FormatException">It is none of them.</exception>
    public static IReadOnlyList<PlannedPolicy> Read(string text) => Parsed(text) switch
    {
        { } json when CloudFormationPlan.IsChangeSet(json) => CloudFormationPlan.ReadChangeSet(json),
        { } json when CloudFormationPlan.IsTemplate(json) => CloudFormationPlan.ReadTemplate(json),
        { } json when TerraformPlan.Is(json) => TerraformPlan.Read(json),
        _ => throw new FormatException($"the plan has neither resource_changes nor Changes nor Resources; {Accepted}"),
    };

    private static JsonObject? Parsed(string text) =>
        text.TrimStart().StartsWith('{') ? OfJson(text) : OfYaml(text);

    private static JsonObject? OfJson(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject;
        }
        catch (Exception bad) when (bad is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException($"the plan is not JSON: {JsonText.FaultOf(bad)}", bad);
        }
    }

    private static JsonObject? OfYaml(string text)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents is [var document, ..] ? Node(document.RootNode) as JsonObject : null;
        }
        catch (YamlException bad)
        {
            throw new FormatException(
                $"the plan is neither JSON nor YAML: line {bad.Start.Line}, column {bad.Start.Column}; {Accepted}", bad);
        }
    }

    /// <summary>The short form of an intrinsic function, <c>!Sub x</c>, as its long form.</summary>
    private static JsonNode? Node(YamlNode node)
    {
        var value = Untagged(node);
        if (node.Tag.IsEmpty || node.Tag.Value is not ['!', .. { Length: > 0 } name] || name[0] == '!')
            return value;
        return new JsonObject { [name is "Ref" or "Condition" ? name : $"Fn::{name}"] = value };
    }

    private static JsonNode? Untagged(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Children
            .Select(pair => KeyValuePair.Create((pair.Key as YamlScalarNode)?.Value ?? "", Node(pair.Value)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(Node)]),
        YamlScalarNode { Value: "" or "~" or "null", Style: ScalarStyle.Plain } => null,
        YamlScalarNode { Value: "true" or "false", Style: ScalarStyle.Plain } flag => JsonValue.Create(flag.Value == "true"),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value),
        _ => null,
    };
}
