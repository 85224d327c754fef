namespace Remediator.Core.Policies.Language;

/// <summary>An IAM policy as it was given; it is viewed, never remodelled, so nothing in it is lost.</summary>
public sealed class PolicyDocument
{
    private static readonly JsonDocumentOptions s_strict = new() { AllowDuplicateProperties = false };

    private readonly Lazy<string> _canonical;
    private readonly Lazy<IReadOnlyList<Statement>> _statements;

    private PolicyDocument(string text, JsonElement root, JsonElement statement)
    {
        (Text, Root, StatementElement) = (text, root, statement);
        _canonical = new(() => JsonText.Canonical(root));
        _statements = new(() => Statement.AllOf(this));
    }

    /// <summary>As given.</summary>
    public string Text { get; }

    public JsonElement Root { get; }

    /// <summary>As its owner finds it: the name of an inline policy, the ARN of another; null where it has none.</summary>
    public string? Name { get; private init; }

    /// <summary>Keys in ordinal order, no white space: equal for texts that say the same in the same order.</summary>
    public string Canonical => _canonical.Value;

    internal JsonElement StatementElement { get; }

    /// <summary>
    /// Whether `${…}` is a variable. Only 2012-10-17 has them; 2008-10-17 is what a policy without a version is of, and there are no
    /// others.
    /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
    /// </summary>
    internal Tri Variables => !Root.TryGetProperty("Version", out var version) ? Tri.False
        : (version.ValueKind == JsonValueKind.String ? version.GetString() : null) switch
        {
            "2012-10-17" => Tri.True,
            "2008-10-17" => Tri.False,
            _ => Tri.Unknown,
        };

    /// <summary>An element beside the statements that the policy grammar does not have; null if there is none.</summary>
    internal string? UnknownElement => Root.EnumerateObject().Select(property => property.Name)
        .FirstOrDefault(name => name is not ("Version" or "Id" or "Statement"));

    internal IReadOnlyList<Statement> Statements => _statements.Value;

    public PolicyDocument Called(string name) => new(Text, Root, StatementElement) { Name = name };

    public bool SameAs(PolicyDocument? other) => other is not null && Canonical == other.Canonical;

    public override string ToString() => Text;

    /// <exception cref="UnreadableException">Not JSON, a key twice, or no statements.</exception>
    public static PolicyDocument Parse(string json)
    {
        var root = Read(json);
        if (root.ValueKind != JsonValueKind.Object)
            throw new UnreadableException(new Message("unreadable.policy-no-object"));
        if (!root.TryGetProperty("Statement", out var statement))
            throw new UnreadableException(new Message("unreadable.policy-no-statement"));
        var sound = statement.ValueKind == JsonValueKind.Object
            || (statement.ValueKind == JsonValueKind.Array
                && statement.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object));
        return sound
            ? new PolicyDocument(json, root, statement)
            : throw new UnreadableException(new Message("unreadable.policy-statement"));
    }

    private static JsonElement Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, s_strict);
            var root = document.RootElement.Clone();
            _ = JsonText.Canonical(root);
            return root;
        }
        // half a surrogate pair is JSON by the letter and no text at all: reading it throws the last two
        catch (Exception bad) when (bad is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new UnreadableException(new Message("unreadable.policy-json", ("fault", JsonText.FaultOf(bad))), bad);
        }
    }
}
