using System.Text.Json.Nodes;

namespace Remediator.Sandbox.Aws;

/// <summary>An error of an AWS service: its code as the service spells it, and the HTTP status it comes with.</summary>
internal sealed class AwsError(string code, string message, int status = 400) : Exception(message)
{
    public string Code => code;

    public int Status => status;

    /// <summary>What a JSON protocol sends beside the message; null for nothing.</summary>
    public JsonObject? Members { get; init; }
}
