using System.Text;
using System.Text.Encodings.Web;
using Remediator.Sandbox.Iam;

namespace Remediator.Sandbox.Aws;

/// <summary>Which policy texts ECR accepts, and how it prints them.</summary>
internal static class RepositoryPolicyText
{
    /// <exception cref="AwsError">ECR rejects this text.</exception>
    public static JsonElement Accepted(string text, Identities identities)
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
            throw Refused("Invalid repository policy provided");
        }
        if (policy.ValueKind != JsonValueKind.Object || !policy.TryGetProperty("Statement", out _))
            throw Refused("Invalid repository policy provided");
        foreach (var statement in IamEvaluation.Statements(policy))
            Check(statement, identities);
        return policy;
    }

    private static readonly string[] s_known = ["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Condition"];

    private static void Check(JsonElement statement, Identities identities)
    {
        if (statement.ValueKind != JsonValueKind.Object
            || statement.EnumerateObject().Any(element => !s_known.Contains(element.Name))
            || !statement.TryGetProperty("Effect", out var effect) || effect.ValueKind != JsonValueKind.String
            || effect.GetString() is not ("Allow" or "Deny")
            || !(statement.TryGetProperty("Action", out var actions) || statement.TryGetProperty("NotAction", out actions))
            || !(statement.TryGetProperty("Principal", out var principal) || statement.TryGetProperty("NotPrincipal", out principal))
            || IamEvaluation.Strings(actions).Any(action => action != "*" && !action.StartsWith("ecr:", StringComparison.OrdinalIgnoreCase)
                || action.Equals("ecr:GetAuthorizationToken", StringComparison.OrdinalIgnoreCase)))
            throw Refused("Invalid repository policy provided");
        if (!Principals.Named(principal).All(identities.Exists))
            throw Refused("Principal not found");
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
