using Amazon.DynamoDBv2.Model;

namespace Remediator.State;

/// <summary>How documents and their places in a list are written as items of a table.</summary>
internal static class DocumentItems
{
    /// <summary>The partition that lists the documents of a kind.</summary>
    public static string ListOf(string kind) => $"{kind} by mark";

    /// <summary>The document and, where its mark has changed, its place in the list: together, or neither.</summary>
    public static IEnumerable<DynamoTable.Write> WritesOf(Document document, DateTimeOffset? keptUntil)
    {
        var put = $"{Guid.NewGuid():N}";
        yield return new DynamoTable.Write.Put(Of(document, keptUntil, put), ConditionOf(document));
        if (document.Mark?.Text == document.Listed)
            yield break;
        if (document.Listed is { } left)
            yield return new DynamoTable.Write.Delete(DynamoTable.KeyOf(ListOf(document.Kind), Marks.PlaceOf(left, document.Key)));
        if (document.Mark is { } mark)
            yield return new DynamoTable.Write.Put(PlaceOf(document.Kind, document.Key, mark, keptUntil, put), null);
    }

    /// <param name="put">Tells this write from every other.</param>
    public static Dictionary<string, AttributeValue> Of(Document document, DateTimeOffset? keptUntil, string put)
    {
        var item = DynamoTable.KeyOf(document.Kind, document.Key);
        item["version"] = DynamoTable.Number(document.Version + 1);
        item["body"] = new(JsonText.Compact(document.Body));
        item["put"] = new(put);
        if (document.Mark is { } mark)
            item["listed"] = new(mark.Text);
        if (keptUntil is { } until)
            item["kept_until"] = DynamoTable.Number(until.ToUnixTimeSeconds());
        return item;
    }

    public static Dictionary<string, AttributeValue> PlaceOf(string kind, string key, Mark mark, DateTimeOffset? keptUntil, string put)
    {
        var item = DynamoTable.KeyOf(ListOf(kind), Marks.PlaceOf(mark.Text, key));
        (item["of"], item["put"]) = (new(key), new(put));
        if (!mark.IsLasting && keptUntil is { } until)
            item["kept_until"] = DynamoTable.Number(until.ToUnixTimeSeconds());
        return item;
    }

    public static DynamoTable.Condition ConditionOf(Document document) => document.Version == 0
        ? new("attribute_not_exists(#kind)", new() { ["#kind"] = "kind" }, null)
        : new("#version = :version", new() { ["#version"] = "version" }, new() { [":version"] = DynamoTable.Number(document.Version) });
}
