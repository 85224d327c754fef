namespace Remediator.Core.Audit.Lifecycle;

/// <summary>
/// A repository's lifecycle policy. What is not known of it is an error: a rule that was misread could delete what was called safe.
/// https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
/// </summary>
/// <param name="Rules">In the order in which they are applied.</param>
public sealed record LifecyclePolicy(IReadOnlyList<LifecycleRule> Rules)
{
    private static readonly string[] s_selection =
        ["tagStatus", "tagPatternList", "tagPrefixList", "storageClass", "countType", "countUnit", "countNumber"];

    /// <exception cref="UnreadableException">It is no lifecycle policy, or has something that is not known here.</exception>
    public static LifecyclePolicy Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return new([.. document.RootElement.GetProperty("rules").EnumerateArray().Select(RuleOf).OrderBy(rule => rule.Priority)]);
        }
        catch (JsonException bad)
        {
            throw new UnreadableException(new Message("unreadable.lifecycle-json", ("fault", JsonText.FaultOf(bad))), bad);
        }
        catch (Exception bad) when (bad is InvalidOperationException or KeyNotFoundException)
        {
            throw new UnreadableException(new Message("unreadable.lifecycle-field"), bad);
        }
    }

    private static LifecycleRule RuleOf(JsonElement rule)
    {
        var (selection, action) = (rule.GetProperty("selection"), rule.GetProperty("action"));
        RefuseOthers(selection, s_selection);
        RefuseOthers(action, ["type", "targetStorageClass"]);
        var count = CountOf(Text(selection, "countType"));
        if (selection.TryGetProperty("countUnit", out var unit) && unit.GetString() != "days")
            throw Unknown("countUnit", unit.GetString());
        var storage = selection.TryGetProperty("storageClass", out var given) ? given.GetString() : "standard";
        return storage == (count is LifecycleCount.DaysInArchive ? "archive" : "standard")
            ? new(rule.GetProperty("rulePriority").GetInt32(), SelectionOf(selection), count,
                selection.GetProperty("countNumber").GetInt32(), Archives(action))
            : throw Unknown("storageClass", storage);
    }

    private static TagSelection SelectionOf(JsonElement selection) => Text(selection, "tagStatus") switch
    {
        "any" => new TagSelection.Any(),
        "untagged" => new TagSelection.Untagged(),
        "tagged" when selection.TryGetProperty("tagPatternList", out var patterns) => new TagSelection.Tagged(TextsOf(patterns)),
        "tagged" => new TagSelection.Tagged([.. TextsOf(selection.GetProperty("tagPrefixList")).Select(prefix => $"{prefix}*")]),
        var other => throw Unknown("tagStatus", other),
    };

    private static LifecycleCount CountOf(string type) => type switch
    {
        "imageCountMoreThan" => LifecycleCount.Images,
        "sinceImagePushed" => LifecycleCount.DaysSincePush,
        "sinceImagePulled" => LifecycleCount.DaysSincePull,
        "sinceImageTransitioned" => LifecycleCount.DaysInArchive,
        var other => throw Unknown("countType", other),
    };

    private static bool Archives(JsonElement action) => Text(action, "type") switch
    {
        "expire" => false,
        "transition" when Text(action, "targetStorageClass") == "archive" => true,
        var other => throw Unknown("action", other),
    };

    private static string[] TextsOf(JsonElement list) =>
        list.ValueKind is JsonValueKind.Array && list.Texts() is { Length: > 0 } texts ? texts
            : throw new UnreadableException(new Message("unreadable.lifecycle-tags", ("tags", Untrusted.Line(list.GetRawText()))));

    private static string Text(JsonElement parent, string name) => parent.GetProperty(name).GetString() ?? "";

    private static void RefuseOthers(JsonElement parent, string[] known)
    {
        if (parent.EnumerateObject().Select(member => member.Name).FirstOrDefault(name => !known.Contains(name)) is { } other)
            throw new UnreadableException(new Message("unreadable.lifecycle-member", ("member", Untrusted.Line(other))));
    }

    private static UnreadableException Unknown(string field, string? value) =>
        new(new Message("unreadable.lifecycle-unknown", ("field", field), ("value", Untrusted.Line(value ?? ""))));
}
