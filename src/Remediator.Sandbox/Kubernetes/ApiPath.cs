namespace Remediator.Sandbox.Kubernetes;

/// <summary>A resource path: /api/v1/namespaces/NS/pods/NAME/eviction, /apis/apps/v1/deployments …</summary>
internal sealed record ApiPath(Kind Kind, string? Namespace, string? Name, string? Subresource)
{
    public string Resource => Subresource is null ? Kind.Plural : $"{Kind.Plural}/{Subresource}";

    /// <summary>The target in the call log: "default/ui-private", "default" for a list, "*" for all namespaces.</summary>
    public string Target => Name is null ? Namespace ?? "*" : Namespace is null ? Name : $"{Namespace}/{Name}";

    public static ApiPath? Of(string path)
    {
        var (group, rest) = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToArray() switch
        {
            ["api", "v1", .. var core] => ("", core),
            ["apis", var named, "v1", .. var others] => (named, others),
            _ => ("", Array.Empty<string>()),
        };
        var (ns, tail) = rest is ["namespaces", var space, _, ..] ? (space, rest[2..]) : (null, rest);
        return tail is [var plural, ..] && tail.Length <= 3
            && Kind.All.FirstOrDefault(kind => kind.Group == group && kind.Plural == plural) is { } kind
            ? new(kind, ns, tail.ElementAtOrDefault(1), tail.ElementAtOrDefault(2)) : null;
    }
}
