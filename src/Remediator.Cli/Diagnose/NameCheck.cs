using Amazon.EKS.Model;
using Amazon.Runtime;
using Remediator.Aws;
using Remediator.Core.Failures;
using Remediator.Kubernetes;

namespace Remediator.Cli.Diagnose;

/// <summary>Checks whether the cluster, namespace and workload exist: an answer without findings does not say so.</summary>
internal sealed class NameCheck(AwsAccess aws, string? kubeconfig, Scope scope)
{
    /// <summary>A warning if KUBECONFIG is set and EKS does not know the cluster's name; otherwise null.</summary>
    public async Task<string?> WarningAsync()
    {
        if (kubeconfig is null)
            return null;
        try
        {
            await new ClusterReads(aws, TimeProvider.System).DescribeAsync(scope, CancellationToken.None);
            return null;
        }
        catch (ResourceNotFoundException)
        {
            return $"EKS has no cluster \"{scope.Cluster}\" in {scope.Region}: this is about the cluster that KUBECONFIG points to";
        }
        // the diagnosis is shown even if this check fails
        catch (Exception unsaid)
            when (unsaid is AmazonClientException or AmazonServiceException or HttpRequestException or OperationCanceledException
                or TimeoutException or IOException)
        {
            return null;
        }
    }

    /// <summary>How many pods were checked; null if the whole cluster was.</summary>
    public async Task<NoWaitingPods?> NoWaitingPodsAsync()
    {
        if (scope.Namespace is not { } space)
            return null;
        var cluster = await new ClusterConnection(aws, kubeconfig, TimeProvider.System).OpenAsync(scope, CancellationToken.None);
        var pods = (await cluster.FromPodsAsync(space, pod => new[] { pod.Metadata.Name }, CancellationToken.None)).Picked;
        return new(space, scope.Workload, pods.Count(pod => pod.StartsWith(scope.Workload ?? "", StringComparison.Ordinal)));
    }
}
