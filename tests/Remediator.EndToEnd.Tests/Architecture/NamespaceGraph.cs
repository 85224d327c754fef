using Mono.Cecil;

namespace Remediator.EndToEnd.Tests.Architecture;

/// <summary>Which namespace of an assembly uses which other one, and by which types, as its compiled code says.</summary>
internal sealed class NamespaceGraph
{
    private readonly Dictionary<(string From, string To), SortedSet<string>> _uses = [];

    public IEnumerable<string> Namespaces => _uses.Keys.SelectMany(use => new[] { use.From, use.To }).Distinct();

    /// <summary>The uses between two namespaces: "Type → Type" for each pair of types.</summary>
    public IEnumerable<(string From, string To, IReadOnlyCollection<string> Types)> Uses =>
        _uses.Select(use => (use.Key.From, use.Key.To, (IReadOnlyCollection<string>)use.Value));

    public static NamespaceGraph Read(string assemblyFile)
    {
        using var assembly = AssemblyDefinition.ReadAssembly(assemblyFile);
        var graph = new NamespaceGraph();
        foreach (var type in assembly.MainModule.Types.Where(type => IsOurs(type.Namespace)))
            foreach (var used in TypeReferences.Of(type)
                .Where(used => IsOurs(used.Namespace) && used.Namespace != type.Namespace && used.Scope == assembly.MainModule))
                graph.Add(type, used);
        return graph;
    }

    /// <summary>Namespaces that use each other, directly or through others; one set for each circle.</summary>
    public IEnumerable<IReadOnlySet<string>> Circles()
    {
        var reached = Namespaces.ToDictionary(name => name, ReachedFrom);
        return reached.Keys
            .Select(name => reached[name].Where(other => reached[other].Contains(name)).ToHashSet())
            .Where(circle => circle.Count > 1)
            .DistinctBy(circle => string.Join(' ', circle.Order(StringComparer.Ordinal)));
    }

    private HashSet<string> ReachedFrom(string start)
    {
        var (reached, open) = (new HashSet<string>(), new Queue<string>([start]));
        while (open.TryDequeue(out var name))
            foreach (var next in _uses.Keys.Where(use => use.From == name && reached.Add(use.To)))
                open.Enqueue(next.To);
        return reached;
    }

    private void Add(TypeReference from, TypeReference to)
    {
        if (!_uses.TryGetValue((from.Namespace, to.Namespace), out var types))
            _uses[(from.Namespace, to.Namespace)] = types = new(StringComparer.Ordinal);
        types.Add($"{from.Name} → {to.Name}");
    }

    private static bool IsOurs(string name) => name == "Remediator" || name.StartsWith("Remediator.", StringComparison.Ordinal);
}
