using Remediator.Aws;
using Remediator.Core.Network;
using Remediator.Kubernetes;

namespace Remediator.Scan;

/// <summary>What a pod runs on, and the credentials that it has of its own.</summary>
internal sealed record PodContext(Compute Compute, Fact<NodeInstance?>? Instance, PodCredentials Credentials)
{
    public (string, string) GroupKey => (Compute.GroupKey, Credentials.GroupKey);
}

/// <summary>
/// Reads the nodes and ServiceAccounts of pods, each once. Instances outside of node groups are described here already: those that share an
/// instance profile share a role, and only so are a hundred Karpenter nodes one failure.
/// </summary>
internal sealed class PodContextReader(InstanceReads instances)
{
    /// <summary>
    /// Up to so many nodes are read one by one, and more of them from one list: that of a large cluster has everything of all nodes in it.
    /// </summary>
    private const int NodesOneByOne = 100;

    public async Task<Func<Pod, PodContext>> ReadAsync(
        Cluster cluster, Scope scope, IReadOnlyCollection<Pod> pods, CancellationToken cancelled)
    {
        var nodesRead = NodesAsync(cluster, pods.Select(pod => pod.Spec.NodeName).OfType<string>().ToHashSet(), cancelled);
        var accountsRead = EachAsync(pods.Select(PodIdentity.ServiceAccountOf),
            account => KubernetesFailure.FactAsync($"get serviceaccount {account.Namespace}/{account.Name}",
                () => cluster.ServiceAccountAsync(account.Namespace, account.Name, cancelled), cancelled));
        var secretsRead = MissingSecretReader.ReadAsync(cluster, pods, cancelled);
        var nodes = await nodesRead;
        var computes = pods.ToDictionary(pod => pod.Metadata.Uid, pod => ComputeOf(pod, nodes));
        var ids = computes.Values.OfType<Compute.Instance>().Select(compute => compute.InstanceId);
        var described = await instances.DescribeAsync(scope.Place, ids, cancelled);
        var (accounts, secrets) = (await accountsRead, await secretsRead);
        return pod =>
        {
            var (compute, instance) = WithProfile(computes[pod.Metadata.Uid], described);
            var (missing, doubt) = secrets(pod);
            return new PodContext(compute, instance,
                PodIdentity.Of(pod, accounts[PodIdentity.ServiceAccountOf(pod)], missing, doubt));
        };
    }

    private static async Task<IReadOnlyDictionary<string, Fact<NodeItem>>> NodesAsync(
        Cluster cluster, HashSet<string> names, CancellationToken cancelled)
    {
        var nodes = names.Count <= NodesOneByOne ? [] : await ListedAsync(cluster, names, cancelled);
        var others = await EachAsync(names.Where(name => !nodes.ContainsKey(name)), name => KubernetesFailure.FactAsync(
            $"get node {name}", () => cluster.NodeAsync(name, cancelled), cancelled));
        foreach (var (name, node) in others)
            nodes[name] = node;
        return nodes;
    }

    /// <summary>Nothing where they may not be listed: the right is newer than that to get one.</summary>
    private static async Task<Dictionary<string, Fact<NodeItem>>> ListedAsync(
        Cluster cluster, HashSet<string> names, CancellationToken cancelled) =>
        await KubernetesFailure.FactAsync("list nodes", () => cluster.FromNodesAsync(
            node => names.Contains(node.Metadata.Name) ? new[] { node } : [], cancelled), cancelled)
            is Fact<IReadOnlyList<NodeItem>>.Known { Value: var listed }
            ? listed.ToDictionary(node => node.Metadata.Name, Fact.Of) : [];

    /// <summary>What says who pulls on it.</summary>
    private static Compute ComputeOf(Pod pod, IReadOnlyDictionary<string, Fact<NodeItem>> nodes) =>
        pod.Spec.NodeName is not { } name ? new Compute.Unknown(new Message("gap.node.not-scheduled"))
        : nodes[name] is Fact<NodeItem>.Known { Value: var node } ? NodeCompute.Of(node, pod)
        : new Compute.Unknown(nodes[name].Gap!);

    private static (Compute, Fact<NodeInstance?>?) WithProfile(
        Compute compute, IReadOnlyDictionary<string, Fact<NodeInstance?>> described) =>
        compute is Compute.Instance one && described.TryGetValue(one.InstanceId, out var fact)
            ? (one with { Profile = fact.ValueOrNull()?.Profile }, fact)
            : (compute, null);

    private static async Task<IReadOnlyDictionary<TKey, Fact<T>>> EachAsync<TKey, T>(IEnumerable<TKey> keys, Func<TKey, Task<Fact<T>>> read)
        where TKey : notnull
    {
        var all = await Bounded.SelectAsync(keys.Distinct(), async key => (key, Fact: await read(key)));
        return all.ToDictionary(one => one.key, one => one.Fact);
    }
}
