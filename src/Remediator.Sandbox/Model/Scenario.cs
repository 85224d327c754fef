using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Remediator.Sandbox.Faults;
using Remediator.Sandbox.Json;

namespace Remediator.Sandbox.Model;

/// <summary>
/// A world to simulate and the end it should reach. A scenario may be <c>like</c> another one and give only the differences, as a JSON
/// merge patch (RFC 7396).
/// </summary>
public sealed record Scenario
{
    public required string Name { get; init; }

    /// <summary>
    /// What is wrong, by the tag of a language; <c>en</c> and <c>ja</c> in every built-in scenario. A file may give one text for all.
    /// </summary>
    [JsonConverter(typeof(TitleConverter))]
    public required IReadOnlyDictionary<string, string> Title { get; init; }

    /// <summary>The end it should reach, in one sentence.</summary>
    public required string Ends { get; init; }

    /// <summary>REMEDIATION_MODE of the function.</summary>
    public string Mode { get; init; } = "auto";

    public required Expected Expected { get; init; }

    /// <summary>Other settings of the function.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    public required string Account { get; init; }

    public required string Region { get; init; }

    public IReadOnlyDictionary<string, Cluster> Clusters { get; init; } = new Dictionary<string, Cluster>();

    public IReadOnlyDictionary<string, Role> Roles { get; init; } = new Dictionary<string, Role>();

    /// <summary>Customer managed policies by name.</summary>
    public IReadOnlyDictionary<string, JsonElement> Policies { get; init; } = new Dictionary<string, JsonElement>();

    public IReadOnlyDictionary<string, Repository> Repositories { get; init; } = new Dictionary<string, Repository>();

    /// <summary>The policy of the registry in the scenario's account and region; null: none.</summary>
    public JsonElement? RegistryPolicy { get; init; }

    /// <summary>V1 or V2: what the registry enforces its policy for.</summary>
    public string RegistryPolicyScope { get; init; } = "V2";

    public IReadOnlyList<PullThroughRule> PullThroughRules { get; init; } = [];

    public IReadOnlyList<CreationTemplate> CreationTemplates { get; init; } = [];

    /// <summary>Service control policies: they apply to pulls, but no API call returns them.</summary>
    public IReadOnlyList<JsonElement> Organization { get; init; } = [];

    /// <summary>Condition keys of a node's requests, such as <c>aws:SourceVpce</c>.</summary>
    public IReadOnlyDictionary<string, string> Context { get; init; } = new Dictionary<string, string>();

    public string Topic { get; init; } = "remediator-findings";

    /// <summary>The queue that the function takes its events from.</summary>
    public string Queue { get; init; } = "remediator-storm";

    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>The event to invoke the function with; null: the Container Insights alarm.</summary>
    public JsonElement? Event { get; init; }

    // by reflection: source-generated code would overwrite the defaults of members that a file leaves out
    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    /// <summary>All built-in scenarios by name, the workshop's first.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
        [.. Files().Select(Load).OrderBy(scenario => scenario.Name != "workshop")
            .ThenBy(scenario => scenario.Name, StringComparer.Ordinal)];

    /// <summary>In English where it has none in that language.</summary>
    public string TitleIn(string language) => Title.GetValueOrDefault(language) ?? Title["en"];

    /// <exception cref="ArgumentException">There is no scenario of that name.</exception>
    public static Scenario Load(string name) => Build(FileOf(name));

    /// <exception cref="JsonException">The text is not a scenario.</exception>
    public static Scenario Parse(string json) => Build(Read(json));

    private static Scenario Build(JsonObject description) =>
        JsonSerializer.Deserialize<Scenario>(Filled(Merged(description)), s_json) ?? throw new JsonException("a scenario is an object");

    // {account}, {region} and {nodeRole} (the ARN of the first node group's role) keep a scenario short
    private static string Filled(JsonObject whole)
    {
        var nodeRole = whole["clusters"]?.AsObject().SelectMany(cluster => cluster.Value?["nodeGroups"]?.AsObject() ?? [])
            .Select(group => (string?)group.Value?["role"]).FirstOrDefault();
        var path = (string?)whole["roles"]?[nodeRole ?? ""]?["path"] ?? "/";
        return whole.ToJsonString()
            .Replace("{nodeRole}", $"arn:aws:iam::{{account}}:role{path}{nodeRole}", StringComparison.Ordinal)
            .Replace("{account}", (string?)whole["account"], StringComparison.Ordinal)
            .Replace("{region}", (string?)whole["region"], StringComparison.Ordinal);
    }

    private static JsonObject Merged(JsonObject description)
    {
        if (!description.Remove("like", out var like))
            return description;
        var whole = Merged(FileOf((string)like!));
        MergePatch.Apply(whole, description);
        return whole;
    }

    private static JsonObject FileOf(string name)
    {
        using var file = typeof(Scenario).Assembly.GetManifestResourceStream($"{name}.json")
            ?? throw new ArgumentException($"no scenario \"{name}\"; there are {string.Join(", ", Files())}", nameof(name));
        return Read(new StreamReader(file).ReadToEnd());
    }

    private static JsonObject Read(string json) => JsonNode.Parse(json) as JsonObject ?? throw new JsonException("a scenario is an object");

    private static IEnumerable<string> Files() => typeof(Scenario).Assembly.GetManifestResourceNames()
        .Where(file => file.EndsWith(".json", StringComparison.Ordinal) && file != "ManagedPolicies.json")
        .Select(file => file[..^".json".Length]);
}

/// <summary>
/// The end a scenario should reach: status and cause of the first finding (null: no finding), and whether every pod runs.
/// </summary>
public sealed record Expected(string? Status, string? Cause, bool PodRunning);
