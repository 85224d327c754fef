namespace Remediator.Sandbox.Kubernetes;

/// <summary>One version of an object. Immutable, so it can be read while the next version is written.</summary>
internal sealed record ApiObject(Kind Kind, string Namespace, string Name, long Version, JsonElement Body)
{
    /// <summary>The object before its last write; null if that created it.</summary>
    public JsonElement? Before { get; init; }

    public string Key => $"{Namespace}/{Name}";

    public string Uid => this["metadata.uid"]!;

    /// <summary>UID of the controlling owner.</summary>
    public string? Owner => OfOwner("uid");

    public string? OwnerKind => OfOwner("kind");

    public bool Deleting => At("metadata.deletionTimestamp") is not null;

    /// <summary>The text at a dotted path, or null.</summary>
    public string? this[string path] => At(path) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Null } or null => null,
        { } other => other.GetRawText(),
    };

    public JsonElement? At(string path) => path.Split('.').Aggregate((JsonElement?)Body, (at, name) =>
        at is { ValueKind: JsonValueKind.Object } value && value.TryGetProperty(name, out var next) ? next : null);

    public int Number(string path) => At(path) is { ValueKind: JsonValueKind.Number } number ? number.GetInt32() : 0;

    public string? Label(string name) =>
        At("metadata.labels") is { ValueKind: JsonValueKind.Object } labels && labels.TryGetProperty(name, out var value)
            ? value.GetString() : null;

    public bool Condition(string type) => At("status.conditions") is { } conditions
        && conditions.EnumerateArray()
            .Any(condition => condition.GetProperty("type").ValueEquals(type) && condition.GetProperty("status").ValueEquals("True"));

    private string? OfOwner(string field) =>
        At("metadata.ownerReferences") is { ValueKind: JsonValueKind.Array } owners && owners.GetArrayLength() > 0
            ? owners[0].GetProperty(field).GetString() : null;

    /// <summary>A copy to change.</summary>
    public JsonObject Draft() => JsonObject.Create(Body)!.DeepClone().AsObject();
}
