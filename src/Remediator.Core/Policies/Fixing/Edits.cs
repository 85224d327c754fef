using Remediator.Core.Policies.Language;

namespace Remediator.Core.Policies.Fixing;

/// <summary>What becomes of the statements that are touched, or why none is.</summary>
internal sealed record Edits
{
    public Message? Refusal { get; init; }

    /// <summary>Per index of a touched statement what stands in its place; empty: it is gone.</summary>
    public Dictionary<int, IReadOnlyList<JsonObject>> Pieces { get; } = [];

    /// <summary>Statements that are new, behind all others.</summary>
    public IReadOnlyList<JsonObject> Added { get; init; } = [];

    public List<Message> Asks { get; } = [];

    public List<Message> Warnings { get; } = [];

    /// <summary>Actions that do not exist yet may be answered differently for the role as well; people are asked about it.</summary>
    public bool OpensLaterActions { get; set; }

    /// <summary>The actions whose answer may change for the role.</summary>
    public IReadOnlyList<string> Permitted { get; init; } = EcrActions.Lifted;

    /// <summary>The policy with the pieces in place and everything else as it was; null if no statement is left.</summary>
    /// <param name="before">Null: there is none, and a policy of today's version is made.</param>
    public PolicyDocument? Applied(PolicyDocument? before)
    {
        if (before is null)
            return PolicyDocument.Parse(JsonText.Compact(new JsonObject
            {
                ["Version"] = "2012-10-17",
                ["Statement"] = new JsonArray([.. Added]),
            }));
        var statements = before.Statements
            .SelectMany(statement => Pieces.GetValueOrDefault(statement.Index) ?? [Copy(statement.Json)]).Concat(Added).ToList();
        if (statements.Count == 0)
            return null;
        var after = new JsonObject();
        foreach (var property in before.Root.EnumerateObject())
            after[property.Name] = property.Name != "Statement" ? ToNode(property.Value)
                : property.Value.ValueKind == JsonValueKind.Object && statements is [var only] ? only
                : new JsonArray([.. statements]);
        return PolicyDocument.Parse(JsonText.Compact(after));
    }

    /// <summary>
    /// The statement with some elements replaced, in the order it had; a null node takes an element out, and `NotAction` takes the place of
    /// `Action`.
    /// </summary>
    public static JsonObject With(Statement statement, params IReadOnlyList<(string Element, JsonNode? Node)> changes)
    {
        var piece = Copy(statement.Json);
        foreach (var (element, node) in changes)
            if (node is null)
                piece.Remove(element);
            else if (element == "NotAction" && piece.IndexOf("Action") is >= 0 and var at)
            {
                piece.RemoveAt(at);
                piece.Insert(at, element, node);
            }
            else
                piece[element] = node;
        return piece;
    }

    public static JsonNode? ToNode(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => JsonObject.Create(json),
        JsonValueKind.Array => JsonArray.Create(json),
        JsonValueKind.Null => null,
        _ => JsonValue.Create(json),
    };

    private static JsonObject Copy(JsonElement json) => JsonObject.Create(json)!;
}
