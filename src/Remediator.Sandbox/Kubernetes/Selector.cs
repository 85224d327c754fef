namespace Remediator.Sandbox.Kubernetes;

/// <summary>labelSelector and fieldSelector of a list or watch.</summary>
/// <exception cref="ApiError">400: the kind cannot be selected by that field.</exception>
internal sealed class Selector(Kind kind, string? labels, string? fields)
{
    // ToSelectableFields in pkg/registry/core/*/strategy.go of Kubernetes; everything has its name and namespace
    private static readonly Dictionary<Kind, string[]> s_fields = new()
    {
        [Kind.Pod] =
        [
            "spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "spec.hostNetwork", "status.phase",
            "status.podIP", "status.nominatedNodeName",
        ],
        [Kind.Event] =
        [
            "involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid", "involvedObject.apiVersion",
            "involvedObject.resourceVersion", "involvedObject.fieldPath", "reason", "reportingComponent", "source", "type",
        ],
        [Kind.Node] = ["spec.unschedulable"],
        [Kind.Namespace] = ["status.phase", "name"],
        [Kind.ReplicaSet] = ["status.replicas"],
        [Kind.Job] = ["status.successful"],
    };

    private readonly Func<ApiObject, bool>[] _tests =
        [.. Terms(labels).Select(LabelTest), .. Terms(fields).Select(term => FieldTest(kind, term))];

    public bool Matches(ApiObject item) => Array.TrueForAll(_tests, test => test(item));

    // commas inside the parentheses of "in (a,b)" do not separate terms
    private static IEnumerable<string> Terms(string? selector)
    {
        var (start, depth) = (0, 0);
        for (var at = 0; at <= (selector?.Length ?? -1); at++)
        {
            if (at < selector!.Length && selector[at] != ',')
                depth += selector[at] == '(' ? 1 : selector[at] == ')' ? -1 : 0;
            else if (at == selector.Length || depth == 0)
            {
                if (selector[start..at].Trim() is { Length: > 0 } term)
                    yield return term;
                start = at + 1;
            }
        }
    }

    private static Func<ApiObject, bool> LabelTest(string term)
    {
        if (Split(term, "!=") is var (name, value))
            return item => item.Label(name) != value;
        if (Split(term, "==") is var (same, equal))
            return item => item.Label(same) == equal;
        if (Split(term, "=") is var (key, wanted))
            return item => item.Label(key) == wanted;
        if (Split(term, " notin ") is var (absent, none))
            return item => !Set(none).Contains(item.Label(absent) ?? "");
        if (Split(term, " in ") is var (present, some))
            return item => item.Label(present) is { } label && Set(some).Contains(label);
        return term[0] == '!' ? item => item.Label(term[1..]) is null : item => item.Label(term) is not null;
    }

    private static Func<ApiObject, bool> FieldTest(Kind kind, string term)
    {
        if (Split(term, "!=") is var (field, value))
            return PathOf(kind, field) is var other ? item => (item[other] ?? "") != value : null!;
        if ((Split(term, "==") ?? Split(term, "=")) is var (name, wanted))
            return PathOf(kind, name) is var path ? item => (item[path] ?? "") == wanted : null!;
        throw new ApiError(400, "BadRequest", $"unable to parse field selector \"{term}\"");
    }

    private static string PathOf(Kind kind, string field) =>
        field is "metadata.name" or "metadata.namespace" || s_fields.GetValueOrDefault(kind, []).Contains(field)
            ? field == "source" ? "source.component" : field
            : throw new ApiError(400, "BadRequest", $"field label not supported: {field}");

    private static (string, string)? Split(string term, string op) =>
        term.IndexOf(op, StringComparison.Ordinal) is > 0 and var at ? (term[..at].Trim(), term[(at + op.Length)..].Trim()) : null;

    private static string[] Set(string list) => list.Trim('(', ')').Split(',', StringSplitOptions.TrimEntries);
}
