using Remediator.Sandbox.Iam;

namespace Remediator.Sandbox.Aws;

/// <summary>A request after parsing. The fields of the query protocol are strings under their flat names ("Filter.1.Name").</summary>
internal sealed record AwsRequest(JsonObject Input, string Region, Caller Caller, bool Stale)
{
    /// <summary>A part of what is asked for fails.</summary>
    public bool Partly { get; init; }

    public string? Text(string field) => (string?)Input[field];

    public string Required(string field) => Text(field) ?? throw new AwsError("ValidationException", $"{field} is required");

    /// <summary>The values of "Name.1", "Name.2" and so on.</summary>
    public IReadOnlyList<string> List(string name) =>
        [.. Enumerable.Range(1, 1000).Select(n => Text($"{name}.{n}")).TakeWhile(value => value is not null).Select(value => value!)];
}

/// <summary>An operation: the resource that IAM authorizes, and the answer (JsonObject, or XElement in the query protocol).</summary>
internal sealed record AwsOperation(Func<AwsRequest, string> Resource, Func<AwsRequest, object> Answer)
{
    /// <summary>The action that IAM authorizes, if it differs from the name of the operation.</summary>
    public string? Action { get; init; }
}

/// <summary>One AWS service: its protocol and its operations.</summary>
internal sealed record AwsApi(Protocol Protocol, IReadOnlyDictionary<string, AwsOperation> Operations);
