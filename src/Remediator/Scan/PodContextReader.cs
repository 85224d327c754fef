using k8s.Models;
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
    /// <summary>How many objects are read from the API server side by side.</summary>
    private const int AtOnce = 20;

    public async Task<Func<Pod, PodContext>> ReadAsync(
        Cluster cluster, Scope scope, IReadOnlyCollection<Pod> pods, CancellationToken cancelled)
    {
        var nodesRead = EachAsync(pods.Select(pod => pod.Spec.NodeName).OfType<string>(),
            name => KubernetesFailure.FactAsync($"get node {name}", () => cluster.NodeAsync(name, cancelled), cancelled));
        var accountsRead = EachAsync(pods.Select(PodIdentity.ServiceAccountOf),
            account => KubernetesFailure.FactAsync($"get serviceaccount {account.Namespace}/{account.Name}",
                () => cluster.ServiceAccountAsync(account.Namespace, account.Name, cancelled), cancelled));
        var missingRead = MissingSecretReader.ReadAsync(cluster, pods, cancelled);
        var nodes = await nodesRead;
        var computes = pods.ToDictionary(pod => pod.Metadata.Uid, pod => ComputeOf(pod, nodes));
        var ids = computes.Values.OfType<Compute.Instance>().Select(compute => compute.InstanceId);
        var described = await instances.DescribeAsync(scope.Place, ids, cancelled);
        var (accounts, missing) = (await accountsRead, await missingRead);
        return pod =>
        {
            var (compute, instance) = WithProfile(computes[pod.Metadata.Uid], described);
            return new PodContext(compute, instance, PodIdentity.Of(pod, accounts[PodIdentity.ServiceAccountOf(pod)], missing(pod)));
        };
    }

    private static Compute ComputeOf(Pod pod, IReadOnlyDictionary<string, Fact<V1Node>> nodes) =>
        pod.Spec.NodeName is not { } name ? new Compute.Unknown(new Message("gap.node.not-scheduled"))
        : nodes[name] is Fact<V1Node>.Known { Value: var node } ? NodeCompute.Of(node, pod)
        : new Compute.Unknown(nodes[name].Gap!);

    private static (Compute, Fact<NodeInstance?>?) WithProfile(
        Compute compute, IReadOnlyDictionary<string, Fact<NodeInstance?>> described) =>
        compute is Compute.Instance one && described.TryGetValue(one.InstanceId, out var fact)
            ? (one with { Profile = (fact as Fact<NodeInstance?>.Known)?.Value?.Profile }, fact)
            : (compute, null);

    private static async Task<IReadOnlyDictionary<TKey, Fact<T>>> EachAsync<TKey, T>(IEnumerable<TKey> keys, Func<TKey, Task<Fact<T>>> read)
        where TKey : notnull
    {
        var all = await Bounded.SelectAsync(keys.Distinct(), AtOnce, async key => (key, Fact: await read(key)));
        return all.ToDictionary(one => one.key, one => one.Fact);
    }
}
