using Remediator.Sandbox.Iam;

namespace Remediator.Sandbox.Kubernetes;

/// <summary>
/// What the function may do in a cluster, as its group. Reads, and the restarts and evictions after a patch, are taken to be granted;
/// every other write needs a ClusterRole that is bound to the group, in the cluster or in the namespace. An operator may do everything.
/// </summary>
internal static class Rbac
{
    public const string Group = "remediator";

    private static readonly string[] s_reads = ["get", "list", "watch"];

    /// <summary>The answer to one who may not do this, or null.</summary>
    public static ApiError? Refusal(Caller caller, string verb, ApiPath path, ObjectStore store) =>
        caller != Caller.Remediator || IsTakenToBeGranted(verb, path) || Bound(path.Namespace, store).Any(role => Grants(role, verb, path))
            ? null
            : new(403, "Forbidden", $"{path.Resource} is forbidden: User \"{Group}\" cannot {verb} resource \"{path.Resource}\" "
                + $"in API group \"{path.Kind.Group}\" {PlaceOf(path)}");

    private static string PlaceOf(ApiPath path) => path.Namespace is { } ns ? $"in the namespace \"{ns}\"" : "at the cluster scope";

    private static bool IsTakenToBeGranted(string verb, ApiPath path) => s_reads.Contains(verb)
        || (verb == "patch" && path is { Kind.Group: "apps", Subresource: null })
        || (verb == "create" && path.Resource == "pods/eviction");

    private static IEnumerable<ApiObject> Bound(string? ns, ObjectStore store) =>
        from binding in store.List(Kind.ClusterRoleBinding).Concat(store.List(Kind.RoleBinding).Where(one => one.Namespace == ns))
        where Items(binding, "subjects").Any(subject => Text(subject, "kind") == "Group" && Text(subject, "name") == Group)
            && binding["roleRef.kind"] == "ClusterRole"
        let role = store.Find(Kind.ClusterRole, "", binding["roleRef.name"] ?? "")
        where role is not null
        select role;

    private static bool Grants(ApiObject role, string verb, ApiPath path) => Items(role, "rules").Any(rule =>
        Has(rule, "apiGroups", path.Kind.Group) && Has(rule, "resources", path.Resource) && Has(rule, "verbs", verb));

    private static bool Has(JsonElement rule, string list, string wanted) =>
        rule.TryGetProperty(list, out var values)
        && values.EnumerateArray().Any(value => value.GetString() is { } one && (one == "*" || one == wanted));

    private static JsonElement[] Items(ApiObject item, string list) =>
        item.Body.TryGetProperty(list, out var values) && values.ValueKind is JsonValueKind.Array ? [.. values.EnumerateArray()] : [];

    private static string? Text(JsonElement item, string name) => item.TryGetProperty(name, out var text) ? text.GetString() : null;
}
