using Amazon.EKS.Model;
using Amazon.Runtime;
using Remediator.Aws;
using Remediator.Core.Failures;
using Remediator.Kubernetes;

namespace Remediator.Cli.Diagnose;

/// <summary>Whether there is what the caller named, which an answer without a finding does not tell.</summary>
internal sealed class NameCheck(AwsAccess aws, string? kubeconfig, Scope scope)
{
    /// <summary>A kubeconfig leads to its cluster whatever name was given; null where EKS knows the name, or does not say.</summary>
    public async Task<string?> WarningAsync()
    {
        if (kubeconfig is null) return null;
        try
        {
            await new ClusterReads(aws, TimeProvider.System).DescribeAsync(scope, CancellationToken.None);
            return null;
        }
        catch (ResourceNotFoundException)
        {
            return $"EKS has no cluster \"{scope.Cluster}\" in {scope.Region}: what is told here is about the cluster that KUBECONFIG leads to";
        }
        // an answer that is there already is not lost to this question
        catch (Exception unsaid) when (unsaid is AmazonClientException or AmazonServiceException or HttpRequestException or OperationCanceledException or TimeoutException or IOException)
        {
            return null;
        }
    }

    /// <summary>Null where the whole cluster was looked at.</summary>
    public async Task<NoWaitingPods?> NoWaitingPodsAsync()
    {
        if (scope.Namespace is not { } space) return null;
        var cluster = await new ClusterConnection(aws, kubeconfig, TimeProvider.System).OpenAsync(scope, CancellationToken.None);
        var pods = await cluster.FromPodsAsync(space, pod => new[] { pod.Metadata.Name }, CancellationToken.None);
        return new(space, scope.Workload, pods.Count(pod => pod.StartsWith(scope.Workload ?? "", StringComparison.Ordinal)));
    }
}
