using System.Text.RegularExpressions;
using Remediator.Core.Failures;
using Remediator.Core.PullTexts;

namespace Remediator.Core.Triggers;

// Prometheus: {"namespace": "ContainerInsights/Prometheus", "name": "kube_pod_container_status_waiting_reason",
//   "dimensions": {"ClusterName": "eks-workshop", "namespace": "default", "pod": "ui-private-7655bf59b9-jprrj",
//     "reason": "ImagePullBackOff"}}
// PromQL:     max by (k8s_cluster_name, namespace, pod) (kube_pod_container_status_waiting_reason{reason=~"ErrImagePull|ImagePullBackOff"})

/// <summary>
/// kube-state-metrics' gauge of containers that wait, one series a pod and reason. Prometheus and OpenTelemetry pipelines keep its name;
/// the labels of cluster and scraped target are the pipeline's choice, so they are read tolerantly and a doubt widens the scope.
/// https://github.com/kubernetes/kube-state-metrics/blob/main/docs/metrics/workload/pod-metrics.md
/// </summary>
internal static partial class WaitingReasonMetric
{
    private static readonly string[] s_names =
        ["kube_pod_container_status_waiting_reason", "kube_pod_init_container_status_waiting_reason"];

    private static readonly string[] s_clusters =
        ["clustername", "k8sclustername", "eksclustername", "awseksclustername", "awseksclusterarn", "cluster"];

    internal static bool Is(EventField metric) =>
        s_names.Contains(metric.Required("name").Text()) && ReasonOf(metric.Optional("dimensions")) is null or true;

    /// <summary>A query that names the metric, unless it asks for reasons of which none is about an image.</summary>
    internal static bool IsIn(string query)
    {
        if (!s_names.Any(name => query.Contains(name, StringComparison.Ordinal)))
            return false;
        var asked = ReasonMatcher.Matches(query).Select(match => match.Groups[1].Value).ToArray();
        return asked.Length == 0 || asked.Any(WaitingReason.MayBeOfPull);
    }

    /// <summary>Whether the label <c>reason</c> is about an image; null where there is none.</summary>
    internal static bool? ReasonOf(EventField? labels) => Label(labels, "reason") is { } reason ? WaitingReason.MayBeOfPull(reason) : null;

    /// <summary>
    /// Null where no label names a cluster. The metric's own <c>namespace</c> is that of the waiting container; other spellings may be
    /// those of the scraped exporter, and are not followed.
    /// </summary>
    internal static Scope? ScopeOf(IncomingEvent e, EventField? labels)
    {
        var cluster = s_clusters.Select(name => Label(labels, name)).Select(ClusterIn)
            .FirstOrDefault(name => name is not null && NameGrammar.IsCluster(name));
        if (cluster is null)
            return null;
        var space = Named(labels, "exported_namespace", "namespace");
        // a pod that was replaced since has another name, so its whole namespace is looked at
        return new(EventOrigin.Account(e), EventOrigin.Region(e), cluster, space, null, null);
    }

    // a scraper that keeps the target's labels renames the metric's own
    private static string? Named(EventField? labels, params string[] names) =>
        names.Select(name => labels?.Members().FirstOrDefault(label => Plain(label.Name) == name).Field.AsText())
            .FirstOrDefault(value => value is not null && NameGrammar.IsKubernetes(value));

    private static string? Label(EventField? labels, string name) =>
        labels?.Members().FirstOrDefault(label => Bare(label.Name) == name).Field.AsText();

    /// <summary>CloudWatch's PromQL writes <c>@resource.k8s.cluster.name</c>, a Prometheus label has no dots.</summary>
    private static string Bare(string label) =>
        string.Concat(Plain(label).Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();

    private static string Plain(string label) => label.StartsWith('@') ? label[(label.IndexOf('.') + 1)..] : label;

    /// <summary><c>arn:aws:eks:us-west-2:111122223333:cluster/eks-workshop</c> or a name.</summary>
    private static string? ClusterIn(string? value) => value is null ? null : value[(value.IndexOf(":cluster/", StringComparison.Ordinal)
        is var at and >= 0 ? at + ":cluster/".Length : 0)..];

    [GeneratedRegex("""reason"?\s*=~?\s*["']([^"']*)["']""")]
    private static partial Regex ReasonMatcher { get; }
}
