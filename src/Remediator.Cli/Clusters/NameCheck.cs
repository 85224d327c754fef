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

namespace Remediator.Cli.Clusters;

/// <summary>Checks whether the cluster, namespace and workload exist: an answer without findings does not say so.</summary>
internal sealed class NameCheck(AwsAccess aws, FunctionSettings settings, Scope scope)
{
    /// <summary>
    /// A warning if a kubeconfig is used and EKS does not know the cluster's name, knows it in another account or at another address, or
    /// did not answer;
    /// otherwise null.
    /// </summary>
    /// <param name="target">What the kubeconfig says of the cluster, as far as it does.</param>
    public async Task<Message?> WarningAsync(ClusterTarget target)
    {
        var account = target.Account;
        if (settings.Kubeconfig is null)
            return null;
        try
        {
            if (account is not null
                && (await aws.Sts(scope.Region).GetCallerIdentityAsync(new GetCallerIdentityRequest())).Account is { } own
                && own != account)
                return new Message("cli.diagnosis.other-account", ("own", own), ("account", account));
            var known = await new ClusterReads(aws, TimeProvider.System).DescribeAsync(scope, CancellationToken.None);
            return target.Server is { } server && known?.Endpoint is { } endpoint && EksAddress.IsOfAnother(server, endpoint)
                ? new Message("cli.diagnosis.other-endpoint", ("cluster", scope.Cluster), ("endpoint", endpoint), ("server", server))
                : null;
        }
        catch (ResourceNotFoundException)
        {
            return new Message("cli.diagnosis.not-in-eks", ("cluster", scope.Cluster), ("region", scope.Region));
        }
        // a person who reaches a cluster by a kubeconfig often has no right to ask EKS for it
        catch (AmazonServiceException denied) when (AwsFailure.IsDenied(denied))
        {
            return null;
        }
        // the diagnosis is shown even if this check fails
        catch (Exception unsaid)
            when (unsaid is AmazonClientException or AmazonServiceException or HttpRequestException or OperationCanceledException
                or TimeoutException or IOException)
        {
            return new Message("cli.diagnosis.not-checked", ("cluster", scope.Cluster), ("region", scope.Region),
                ("why", FailureReason.TextOf(unsaid).TrimEnd('.')));
        }
    }

    /// <summary>How many pods the namespace or the workload has; null if the whole cluster is meant.</summary>
    /// <exception cref="WrongUsageException">There is no such namespace, or no such workload in it.</exception>
    public async Task<int?> PodsAsync()
    {
        if (scope.Namespace is not { } space)
            return null;
        using var connection = new ClusterConnection(aws, settings.Kubeconfig, TimeProvider.System, context: settings.KubeconfigContext);
        var cluster = await connection.OpenAsync(scope, CancellationToken.None);
        var all = await cluster.WorkloadsOfPodsAsync(space, CancellationToken.None);
        var pods = all.Count(one => scope.Workload is null || one.Workload.IsCalled(scope.Workload, one.Pod));
        if (pods == 0 && await IsMissingAsync(() => cluster.HasNamespaceAsync(space, CancellationToken.None)))
            throw new WrongUsageException($"cluster \"{scope.Cluster}\" has no namespace \"{space}\"");
        if (pods == 0 && scope.Workload is { } workload
            && await IsMissingAsync(() => cluster.HasWorkloadAsync(space, workload, CancellationToken.None)))
            throw new WrongUsageException($"namespace \"{space}\" has no workload \"{workload}\", and no pod that is named after it"
                + Meant(workload, all.Select(one => one.Workload.Name)));
        return pods;
    }

    private static string Meant(string typed, IEnumerable<string> names) =>
        Suggestion.For(typed, names.Distinct()) is { } meant ? $"; {Suggestion.Sentence(meant)}" : "";

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
