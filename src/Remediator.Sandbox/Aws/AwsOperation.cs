using System.Text.Json.Nodes;
using Remediator.Sandbox.Iam;

namespace Remediator.Sandbox.Aws;

/// <summary>A request as its service reads it; a query's fields are strings under their flat names ("Filter.1.Name").</summary>
internal sealed record AwsRequest(JsonObject Input, string Region, Caller Caller, bool Stale)
{
    public string? Text(string field) => (string?)Input[field];

    public string Required(string field) => Text(field) ?? throw new AwsError("ValidationException", $"{field} is required");

    /// <summary>The values of "Name.1", "Name.2" and so on.</summary>
    public IReadOnlyList<string> List(string name) =>
        [.. Enumerable.Range(1, 1000).Select(n => Text($"{name}.{n}")).TakeWhile(value => value is not null).Select(value => value!)];
}

/// <summary>An operation: the resource IAM decides about, and the answer (JsonObject, or XElement for the query protocol).</summary>
internal sealed record AwsOperation(Func<AwsRequest, string> Resource, Func<AwsRequest, object> Answer)
{
    /// <summary>The action that IAM decides about, where it is not called like the operation.</summary>
    public string? Action { get; init; }
}
