using k8s.Models;
using Remediator.Aws;
using Remediator.Core.Common;
using Remediator.Core.Failures;
using Remediator.Core.Network;
using Remediator.Kubernetes;

namespace Remediator.Scan;

/// <summary>What a waiting pod stands on and brings along.</summary>
internal sealed record PodContext(Compute Compute, Fact<NodeInstance?>? Instance, PodCredentials Credentials)
{
    public (string, string) GroupKey => (Compute.GroupKey, Credentials.GroupKey);
}

/// <summary>
/// Reads the nodes and ServiceAccounts of waiting pods, each once. Instances outside node groups are looked up here already:
/// those that share an instance profile share a role, and only so is a hundred Karpenter nodes one failure.
/// </summary>
internal sealed class PodContextReader(InstanceReads instances)
{
    public async Task<Func<Pod, PodContext>> ReadAsync(Cluster cluster, Scope scope, IReadOnlyCollection<Pod> pods, CancellationToken cancelled)
    {
        var nodesAsked = EachAsync(pods.Select(pod => pod.Spec.NodeName).OfType<string>(),
            name => FactAsync($"get node {name}", () => cluster.NodeAsync(name, cancelled), cancelled));
        var accountsAsked = EachAsync(pods.Select(PodIdentity.ServiceAccountOf),
            sa => FactAsync($"get serviceaccount {sa.Namespace}/{sa.Name}", () => cluster.ServiceAccountAsync(sa.Namespace, sa.Name, cancelled), cancelled));
        var nodes = await nodesAsked;
        var computes = pods.ToDictionary(pod => pod.Metadata.Uid, pod => ComputeOf(pod, nodes));
        var described = await instances.DescribeAsync(scope.Place, computes.Values.OfType<Compute.Instance>().Select(compute => compute.InstanceId), cancelled);
        var accounts = await accountsAsked;
        return pod =>
        {
            var (compute, instance) = WithProfile(computes[pod.Metadata.Uid], described);
            return new PodContext(compute, instance, PodIdentity.Of(pod, accounts[PodIdentity.ServiceAccountOf(pod)]));
        };
    }

    private static Compute ComputeOf(Pod pod, IReadOnlyDictionary<string, Fact<V1Node>> nodes) =>
        pod.Spec.NodeName is not { } name ? new Compute.Unknown("the pod is not on a node")
        : nodes[name] is Fact<V1Node>.Known { Value: var node } ? NodeCompute.Of(node, pod)
        : new Compute.Unknown(nodes[name].Gap!);

    private static (Compute, Fact<NodeInstance?>?) WithProfile(Compute compute, IReadOnlyDictionary<string, Fact<NodeInstance?>> described) =>
        compute is Compute.Instance one && described.TryGetValue(one.InstanceId, out var fact)
            ? (one with { Profile = (fact as Fact<NodeInstance?>.Known)?.Value?.Profile }, fact)
            : (compute, null);

    private static async Task<IReadOnlyDictionary<TKey, Fact<T>>> EachAsync<TKey, T>(IEnumerable<TKey> keys, Func<TKey, Task<Fact<T>>> read) where TKey : notnull
    {
        var all = await Task.WhenAll(keys.Distinct().Select(async key => (key, Fact: await read(key))));
        return all.ToDictionary(one => one.key, one => one.Fact);
    }

    private static async Task<Fact<T>> FactAsync<T>(string call, Func<Task<T>> read, CancellationToken cancelled)
    {
        try
        {
            return Fact.Of(await read());
        }
        catch (Exception e) when (KubernetesFailure.IsExpected(e, cancelled))
        {
            return Fact.Gap<T>(KubernetesFailure.Why(e, call));
        }
    }
}
