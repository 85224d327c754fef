using System.Text.Json;
using System.Text.RegularExpressions;
using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Language;

namespace Remediator.Cli.Explain;

/// <summary>Reads one case of `explain`: a JSON object on one line.</summary>
internal static partial class CaseLine
{
    private static readonly JsonDocumentOptions s_strict = new() { AllowDuplicateProperties = false };
    private static readonly string[] s_members =
    [
        "principal", "role", "action", "resource", "identityPolicies", "permissionsBoundary", "resourcePolicy", "registryPolicy",
        "registryPolicyScope", "context",
    ];

    /// <summary>In place of an action: all that a pull needs.</summary>
    private const string Pull = "pull";

    /// <summary>One case; several where the action is <c>pull</c>, the two on the repository first.</summary>
    /// <exception cref="FormatException">The line is not a case; the message says why.</exception>
    public static IReadOnlyList<AccessCase> Read(string line)
    {
        if (string.IsNullOrWhiteSpace(line))
            throw new FormatException("the line is blank; accepted: a JSON object a line");
        using var document = Parsed(line);
        var json = document.RootElement;
        if (json.ValueKind != JsonValueKind.Object)
            throw new FormatException("a case is a JSON object");
        // a misspelt member would be ignored, and a missing policy denies nothing
        if (json.EnumerateObject().Select(Name).FirstOrDefault(name => !s_members.Contains(name)) is { } unknown)
            throw new FormatException($"\"{unknown}\" is no member of a case; accepted: {string.Join(", ", s_members)}");
        var role = Text(json, "role");
        var principal = Asker(Required(json, "principal"), role is null ? null : RoleArn.Parse(role));
        var action = Action(Required(json, "action"));
        var asked = new AccessCase
        {
            Principal = principal,
            Action = action,
            Resource = Resource(Required(json, "resource"), action),
            IdentityPolicies = Policies(json),
            PermissionsBoundary = Policy(Given(json, "permissionsBoundary"), "permissionsBoundary"),
            ResourcePolicy = Policy(Given(json, "resourcePolicy"), "resourcePolicy"),
            RegistryPolicy = RegistryPolicy(json),
            Context = Context(Given(json, "context")),
        };
        return action == Pull
            ? [.. EcrActions.Pull.Select(one => asked with { Action = one }), TokenOf(asked)]
            : [asked];
    }

    /// <summary>The token is asked of no repository, so no repository's or registry's policy speaks of it.</summary>
    private static AccessCase TokenOf(AccessCase asked) => asked with
    {
        Action = EcrActions.GetAuthorizationToken,
        Resource = "*",
        ResourcePolicy = null,
        RegistryPolicy = null,
    };

    private static JsonDocument Parsed(string line)
    {
        try
        {
            return JsonDocument.Parse(line, s_strict);
        }
        // an unpaired surrogate throws one of the last two
        catch (Exception bad) when (bad is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException($"the line is not JSON: {JsonText.FaultOf(bad)}", bad);
        }
    }

    private static Principal Asker(string arn, RoleArn? role) => Principal.Parse(arn, role) is var principal and not Principal.Root
        ? principal
        : throw new FormatException($"\"{arn}\" is an account; accepted: the ARN of a role, a role session or a user");

    private static string Action(string action) => action == Pull || ConcreteAction().IsMatch(action) ? action
        : throw new FormatException(
            $"\"action\" is \"{action}\"; accepted: service:name without wildcards, ecr:BatchGetImage say, or {Pull} for all that a pull "
            + "needs");

    private static string Resource(string resource, string action) =>
        RepositoryArn.Is(resource)
            || (resource == "*" && action.Equals(EcrActions.GetAuthorizationToken, StringComparison.OrdinalIgnoreCase)) ? resource
        : throw new FormatException(
            $"\"resource\" is \"{resource}\"; accepted: arn:aws:ecr:us-west-2:123456789012:repository/name, or * for "
            + $"{EcrActions.GetAuthorizationToken}");

    [GeneratedRegex(@"\A[A-Za-z0-9-]+:[A-Za-z0-9]+\z")]
    private static partial Regex ConcreteAction();

    private static JsonElement? Given(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string? Text(JsonElement json, string name) => Given(json, name) is not { } value ? null
        : value.ValueKind == JsonValueKind.String ? Text(value)
        : throw new FormatException($"\"{name}\" is no string");

    private static string Required(JsonElement json, string name) =>
        Text(json, name) ?? throw new FormatException($"\"{name}\" is missing");

    private static PolicyDocument[]? Policies(JsonElement json)
    {
        const string name = "identityPolicies";
        if (Given(json, name) is not { } list)
            return null;
        if (list.ValueKind != JsonValueKind.Array)
            throw new FormatException($"\"{name}\" is no list");
        return [.. list.EnumerateArray().Select((policy, at) => Policy(policy, $"{name}[{at}]")!)];
    }

    /// <summary>A policy as an object, or as the text that `aws ecr get-repository-policy` and `get-registry-policy` print.</summary>
    private static PolicyDocument? Policy(JsonElement? json, string name)
    {
        if (json is not { } policy)
            return null;
        try
        {
            return PolicyDocument.Parse(policy.ValueKind == JsonValueKind.String ? Text(policy) : policy.GetRawText());
        }
        catch (FormatException bad)
        {
            throw new FormatException($"\"{name}\": {bad.Message}", bad);
        }
    }

    /// <summary>The scope is checked where there is no policy as well: a misspelt one is never taken for another.</summary>
    private static RegistryPolicy? RegistryPolicy(JsonElement json)
    {
        var scope = Text(json, "registryPolicyScope") switch
        {
            "V1" => RegistryPolicyScope.V1,
            "V2" or null => RegistryPolicyScope.V2,
            var other => throw new FormatException($"\"registryPolicyScope\" is \"{other}\"; accepted: V1, V2"),
        };
        return Policy(Given(json, "registryPolicy"), "registryPolicy") is { } policy ? new RegistryPolicy(policy, scope) : null;
    }

    private static RequestContext Context(JsonElement? json)
    {
        if (json is not { } context)
            return RequestContext.Empty;
        if (context.ValueKind != JsonValueKind.Object)
            throw new FormatException("\"context\" is no object");
        try
        {
            return RequestContext.Of(context.EnumerateObject().Select(key => KeyValuePair.Create(key.Name, Values(key))));
        }
        catch (ArgumentException bad)
        {
            throw new FormatException($"\"context\": {bad.Message}", bad);
        }
    }

    private static IReadOnlyList<string>? Values(JsonProperty key) => key.Value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Array => [.. key.Value.EnumerateArray().Select(value => Scalar(key.Name, value))],
        _ => [Scalar(key.Name, key.Value)],
    };

    private static string Scalar(string key, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Text(value),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => throw new FormatException($"\"context\": the value of \"{key}\" is neither text, number, truth value nor a list of them"),
    };

    private static string Name(JsonProperty member) => Unicode(() => member.Name);

    private static string Text(JsonElement value) => Unicode(() => value.GetString()!);

    private static string Unicode(Func<string> text)
    {
        try
        {
            return text();
        }
        catch (InvalidOperationException bad)
        {
            throw new FormatException($"the line holds text that is not Unicode", bad);
        }
    }
}
