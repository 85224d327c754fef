using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Remediator.EndToEnd.Tests.Template;

/// <summary>
/// A CloudFormation template with the given parameters put in. It knows the intrinsic functions that the repository's
/// templates use; a resource stands for its logical id, and <c>!GetAtt A.B</c> for <c>A.B</c>. Among the parameters may be pseudo
/// parameters such as <c>AWS::Region</c>, which otherwise have values of their own.
/// </summary>
internal sealed partial class StackTemplate(YamlMappingNode root, IReadOnlyDictionary<string, string> parameters)
{
    private static readonly Dictionary<string, string> s_pseudo = new()
    {
        ["AWS::AccountId"] = "123456789012",
        ["AWS::Partition"] = "aws",
        ["AWS::Region"] = "us-west-2",
        ["AWS::StackName"] = "remediator",
    };

    public static StackTemplate Read(string path, IReadOnlyDictionary<string, string> parameters)
    {
        var yaml = new YamlStream();
        using var text = File.OpenText(path);
        yaml.Load(text);
        return new((YamlMappingNode)yaml.Documents[0].RootNode, parameters);
    }

    /// <summary>One of the repository's templates, with parameters as name and value.</summary>
    public static StackTemplate Of(string file, params (string Name, string Value)[] parameters) =>
        Read(Repository.PathOf(file.Split('/')), parameters.ToDictionary());

    /// <summary>The names of the parameters.</summary>
    public IEnumerable<string> Parameters => Section("Parameters").Children.Keys.Select(Text);

    /// <summary>One of them, as the template describes it.</summary>
    public JsonObject Parameter(string name) => Value(Section("Parameters").Children[name])!.AsObject();

    /// <summary>What the template says of itself, such as how the console groups its parameters.</summary>
    public JsonNode Metadata => Value(Section("Metadata"))!;

    /// <summary>The resources of a type whose condition holds.</summary>
    public IEnumerable<(string Id, JsonObject Properties)> ResourcesOf(string type) =>
        from entry in Section("Resources")
        let resource = (YamlMappingNode)entry.Value
        where Text(resource["Type"]) == type
        where !resource.Children.TryGetValue("Condition", out var condition) || Holds(Text(condition))
        select (Text(entry.Key), Value(resource["Properties"])!.AsObject());

    /// <summary>What the template says against the parameters; empty where its rules let them pass.</summary>
    public IEnumerable<string> Refusals =>
        from rule in Section("Rules")
        where !((YamlMappingNode)rule.Value).Children.TryGetValue("RuleCondition", out var condition) || IsTrue(condition)
        from assertion in (YamlSequenceNode)rule.Value["Assertions"]
        where !IsTrue(assertion["Assert"])
        select Text(assertion["AssertDescription"]);

    /// <summary>The outputs whose condition holds.</summary>
    public IReadOnlyDictionary<string, string> Outputs =>
        (from output in Section("Outputs")
         where !((YamlMappingNode)output.Value).Children.TryGetValue("Condition", out var condition) || Holds(Text(condition))
         select KeyValuePair.Create(Text(output.Key), $"{Value(output.Value["Value"])}")).ToDictionary();

    private YamlMappingNode Section(string name) => (YamlMappingNode)root[name];

    private bool Holds(string condition) => IsTrue(Section("Conditions")[condition]);

    private bool IsTrue(YamlNode condition) => (TagOf(condition), condition) switch
    {
        ("!Not", YamlSequenceNode not) => !IsTrue(not[0]),
        ("!And", YamlSequenceNode and) => and.All(IsTrue),
        ("!Or", YamlSequenceNode or) => or.Any(IsTrue),
        ("!Equals", YamlSequenceNode equals) => JsonNode.DeepEquals(Value(equals[0]), Value(equals[1])),
        ("!Contains", YamlSequenceNode contains) => Value(contains[0])!.AsArray().Any(one => JsonNode.DeepEquals(one, Value(contains[1]))),
        ("!EachMemberEquals", YamlSequenceNode each) => Value(each[0])!.AsArray().All(one => JsonNode.DeepEquals(one, Value(each[1]))),
        ("!Condition", YamlScalarNode name) => Holds(Text(name)),
        _ => throw new NotSupportedException($"condition \"{condition}\" at {condition.Start}"),
    };

    private JsonNode? Value(YamlNode node) => (TagOf(node), node) switch
    {
        ("!Ref", YamlScalarNode name) => Referenced(Text(name)),
        ("!GetAtt", YamlScalarNode attribute) => Text(attribute),
        ("!Sub", YamlScalarNode text) => Filled(Text(text), variable => null),
        ("!Sub", YamlSequenceNode sub) => Filled(Text(sub[0]),
            variable => ((YamlMappingNode)sub[1]).Children.TryGetValue(variable, out var own) ? $"{Value(own)}" : null),
        ("!If", YamlSequenceNode choice) => Value(choice[Holds(Text(choice[0])) ? 1 : 2]),
        ("!Join", YamlSequenceNode join) => string.Join(Text(join[0]), Value(join[1])!.AsArray()),
        ("!FindInMap", YamlSequenceNode find) =>
            Value(Section("Mappings")[Text(find[0])][$"{Value(find[1])}"][$"{Value(find[2])}"]),
        ("!Split", YamlSequenceNode split) => ListOf($"{Value(split[1])}".Split(Text(split[0]))),
        ("", YamlScalarNode scalar) => Text(scalar),
        ("", YamlSequenceNode items) => new JsonArray([.. items.Select(Value).Where(item => item is not null)]),
        ("", YamlMappingNode map) => new JsonObject(
            from entry in map
            let value = Value(entry.Value)
            where value is not null
            select KeyValuePair.Create(Text(entry.Key), (JsonNode?)value)),
        _ => throw new NotSupportedException($"\"{node.Tag}\" at {node.Start}"),
    };

    /// <param name="own">The text for a name that is defined beside it; null for other names.</param>
    private string Filled(string text, Func<string, string?> own) =>
        Variable().Replace(text, variable => own(variable.Groups[1].Value) ?? Substituted(variable.Groups[1].Value));

    /// <summary>
    /// <c>${!Text}</c> stands for itself, without the mark:
    /// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html
    /// </summary>
    private string Substituted(string variable) => variable.StartsWith('!') ? $"${{{variable[1..]}}}" : $"{Referenced(variable)}";

    private JsonNode? Referenced(string name)
    {
        if (name == "AWS::NoValue")
            return null;
        if (s_pseudo.TryGetValue(name, out var pseudo))
            return parameters.TryGetValue(name, out var elsewhere) ? elsewhere : pseudo;
        if (!Section("Parameters").Children.TryGetValue(name, out var parameter))
            return name;
        var value = parameters.TryGetValue(name, out var given) ? given : Text(parameter["Default"]);
        return Text(parameter["Type"]) == "CommaDelimitedList" ? ListOf(value.Split(',')) : value;
    }

    private static JsonArray ListOf(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    private static string TagOf(YamlNode node) => node.Tag.IsEmpty || node.Tag.IsNonSpecific ? "" : node.Tag.Value;

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;

    [GeneratedRegex(@"\$\{([^}]+)\}")]
    private static partial Regex Variable();
}
