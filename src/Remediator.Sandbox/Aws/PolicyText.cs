using System.Text;
using System.Text.Encodings.Web;
using Remediator.Sandbox.Iam;

namespace Remediator.Sandbox.Aws;

/// <summary>Which policy texts ECR accepts for a repository and for a registry, and how it prints them.</summary>
internal static class PolicyText
{
    /// <exception cref="AwsError">ECR rejects this text.</exception>
    public static JsonElement Accepted(string text, Identities identities) => Accepted(text, "repository", statement =>
    {
        CheckElements(statement, "repository", s_ofRepository);
        if (!Principals.Named(PrincipalOf(statement)).All(identities.Exists))
            throw Refused("Principal not found");
    });

    /// <summary>Unlike a repository policy it names its resources; under scope V1 it speaks of nothing but what is enforced then.</summary>
    /// <exception cref="AwsError">ECR rejects this text.</exception>
    public static JsonElement AcceptedForRegistry(string text, string scope) => Accepted(text, "registry", statement =>
    {
        CheckElements(statement, "registry", s_ofRegistry);
        if (!(statement.TryGetProperty("Resource", out _) || statement.TryGetProperty("NotResource", out _))
            || (scope == "V1" && !IamEvaluation.Strings(ActionsOf(statement)).All(s_ofV1.Contains)))
            throw Refused("Invalid registry policy provided");
    });

    private static JsonElement Accepted(string text, string kind, Action<JsonElement> check)
    {
        if (text.Length > 10_240)
            throw Refused($"Member must have length less than or equal to 10240");
        JsonElement policy;
        try
        {
            policy = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false }).RootElement;
        }
        catch (JsonException)
        {
            throw Refused($"Invalid {kind} policy provided");
        }
        if (policy.ValueKind != JsonValueKind.Object || !policy.TryGetProperty("Statement", out _))
            throw Refused($"Invalid {kind} policy provided");
        foreach (var statement in IamEvaluation.Statements(policy))
            check(statement);
        return policy;
    }

    private static readonly string[] s_ofRepository = ["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Condition"];
    private static readonly string[] s_ofRegistry = [.. s_ofRepository, "Resource", "NotResource"];
    private static readonly string[] s_ofV1 = ["ecr:ReplicateImage", "ecr:BatchImportUpstreamImage", "ecr:CreateRepository"];

    private static JsonElement ActionsOf(JsonElement statement) =>
        statement.TryGetProperty("Action", out var actions) ? actions : statement.GetProperty("NotAction");

    private static JsonElement PrincipalOf(JsonElement statement) =>
        statement.TryGetProperty("Principal", out var principal) ? principal : statement.GetProperty("NotPrincipal");

    private static void CheckElements(JsonElement statement, string kind, string[] known)
    {
        if (statement.ValueKind != JsonValueKind.Object
            || statement.EnumerateObject().Any(element => !known.Contains(element.Name))
            || !statement.TryGetProperty("Effect", out var effect) || effect.ValueKind != JsonValueKind.String
            || effect.GetString() is not ("Allow" or "Deny")
            || !(statement.TryGetProperty("Action", out var actions) || statement.TryGetProperty("NotAction", out actions))
            || !(statement.TryGetProperty("Principal", out _) || statement.TryGetProperty("NotPrincipal", out _))
            || IamEvaluation.Strings(actions).Any(action => action != "*" && !action.StartsWith("ecr:", StringComparison.OrdinalIgnoreCase)
                || action.Equals("ecr:GetAuthorizationToken", StringComparison.OrdinalIgnoreCase)))
            throw Refused($"Invalid {kind} policy provided");
    }

    public static AwsError Refused(string constraint) =>
        new("InvalidParameterException", $"Invalid parameter at 'PolicyText' failed to satisfy constraint: '{constraint}'");

    /// <summary>As ECR prints: two spaces a level, " : " between name and value, lists on one line.</summary>
    public static string Printed(JsonElement policy)
    {
        var text = new StringBuilder();
        Print(policy, 0, text);
        return text.ToString();
    }

    private static void Print(JsonElement value, int depth, StringBuilder text)
    {
        if (value.ValueKind == JsonValueKind.Object)
            PrintObject(value, depth, text);
        else if (value.ValueKind == JsonValueKind.Array)
            PrintList(value, depth, text);
        else if (value.ValueKind == JsonValueKind.String)
            text.Append(Quoted(value.GetString()!));
        else
            text.Append(value.GetRawText());
    }

    private static void PrintObject(JsonElement value, int depth, StringBuilder text)
    {
        var first = true;
        foreach (var member in value.EnumerateObject())
        {
            text.Append(first ? "{\n" : ",\n").Append(' ', 2 * depth + 2).Append(Quoted(member.Name)).Append(" : ");
            Print(member.Value, depth + 1, text);
            first = false;
        }
        text.Append(first ? "{ }" : "\n" + new string(' ', 2 * depth) + "}");
    }

    private static void PrintList(JsonElement value, int depth, StringBuilder text)
    {
        var first = true;
        foreach (var item in value.EnumerateArray())
        {
            text.Append(first ? "[ " : ", ");
            Print(item, depth, text);
            first = false;
        }
        text.Append(first ? "[ ]" : " ]");
    }

    private static string Quoted(string text) => $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}\"";
}
