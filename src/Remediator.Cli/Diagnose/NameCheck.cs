using System.Net;
using Amazon.EKS.Model;
using Amazon.Runtime;
using Amazon.SecurityToken.Model;
using k8s.Autorest;
using Remediator.Aws;
using Remediator.Cli.Options;
using Remediator.Core.Failures;
using Remediator.Kubernetes;
using Remediator.Runtime;
using Remediator.Settings;

namespace Remediator.Cli.Diagnose;

/// <summary>Checks whether the cluster, namespace and workload exist: an answer without findings does not say so.</summary>
internal sealed class NameCheck(AwsAccess aws, FunctionSettings settings, Scope scope)
{
    /// <summary>
    /// A warning if a kubeconfig is used and EKS does not know the cluster's name, knows it in another account, or could not be asked;
    /// otherwise null.
    /// </summary>
    /// <param name="account">The cluster's, as the kubeconfig says; null where it does not.</param>
    public async Task<string?> WarningAsync(string? account)
    {
        if (settings.Kubeconfig is null)
            return null;
        try
        {
            if (account is not null
                && (await aws.Sts(scope.Region).GetCallerIdentityAsync(new GetCallerIdentityRequest())).Account is { } own
                && own != account)
                return $"your AWS credentials are of account {own}, and the kubeconfig's cluster is in {account}: what was read from AWS "
                    + "is about another account";
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
            return $"it was not checked that the kubeconfig's cluster is EKS cluster \"{scope.Cluster}\" in {scope.Region}: "
                + FailureReason.TextOf(unsaid).TrimEnd('.');
        }
    }

    /// <summary>How many pods were checked; null if the whole cluster was.</summary>
    /// <exception cref="WrongUsageException">There is no such namespace, or no such workload in it.</exception>
    public async Task<NoWaitingPods?> NoWaitingPodsAsync()
    {
        if (scope.Namespace is not { } space)
            return null;
        using var connection = new ClusterConnection(aws, settings.Kubeconfig, TimeProvider.System, context: settings.KubeconfigContext);
        var cluster = await connection.OpenAsync(scope, CancellationToken.None);
        var names = (await cluster.FromPodsAsync(space, pod => new[] { pod.Metadata.Name }, CancellationToken.None)).Picked;
        var pods = names.Count(pod => pod.StartsWith(scope.Workload ?? "", StringComparison.Ordinal));
        if (pods == 0 && await IsMissingAsync(() => cluster.HasNamespaceAsync(space, CancellationToken.None)))
            throw new WrongUsageException($"cluster \"{scope.Cluster}\" has no namespace \"{space}\"");
        if (pods == 0 && scope.Workload is { } workload
            && await IsMissingAsync(() => cluster.HasWorkloadAsync(space, workload, CancellationToken.None)))
            throw new WrongUsageException($"namespace \"{space}\" has no workload \"{workload}\", and no pod that is named after it");
        return new(space, scope.Workload, pods);
    }

    /// <summary>What the caller may not read may be there.</summary>
    private static async Task<bool> IsMissingAsync(Func<Task<bool>> exists)
    {
        try
        {
            return !await exists();
        }
        catch (HttpOperationException e) when (e.Response?.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized)
        {
            return false;
        }
    }
}
