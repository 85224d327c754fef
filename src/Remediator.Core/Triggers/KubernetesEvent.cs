using Remediator.Core.PullTexts;

namespace Remediator.Core.Triggers;

// full: {"source": "…", "detail-type": "…", "detail": {
//   "reason": "Failed", "message": "Failed to pull image \"…\": … 403 Forbidden", "type": "Warning", "count": 4,
//   "clusterName": "eks-workshop",
//   "involvedObject": {"kind": "Pod", "namespace": "default", "name": "ui-private-7655bf59b9-jprrj",
//     "fieldPath": "spec.containers{ui}", …}, …}}
// flat: {"source": "…", "detail-type": "…", "detail": {
//   "reason": "Failed", "message": "…", "kind": "Pod", "namespace": "default", "name": "ui-private-7655bf59b9-jprrj", "count": "4", …}}

/// <summary>
/// A kubelet's event about a pull, as kubernetes-event-exporter forwards it, in its full or a flat layout. Source and detail-type are the
/// user's choice, so it is recognised by its shape. https://github.com/resmoio/kubernetes-event-exporter
/// </summary>
internal static class KubernetesEvent
{
    /// <summary>
    /// Not from AWS, whose sources all begin with <c>aws.</c>, and an object with a reason, a message and what it is about.
    /// </summary>
    internal static bool IsOne(IncomingEvent e)
    {
        if (e.Source.StartsWith("aws.", StringComparison.Ordinal) || e.Detail.ValueKind is not System.Text.Json.JsonValueKind.Object)
            return false;
        var detail = new EventField(e.Detail, "detail");
        return detail.Has("reason") && detail.Has("message")
            && (detail.Has("involvedObject") || (detail.Has("kind") && detail.Has("name")));
    }

    internal static Trigger Read(IncomingEvent e)
    {
        var detail = new EventField(e.Detail, "detail");
        var about = detail.Optional("involvedObject") ?? detail;
        var (kind, reason, message) = (about.Required("kind").Text(), detail.Required("reason").Text(), detail.Required("message").Text());
        if (kind is not "Pod" || !PullEvent.IsOfFailure(reason, message))
            return new Trigger.Ignored(new Message("ignored.not-a-pull", ("reason", ShownValue.Of(reason)), ("kind", ShownValue.Of(kind))));
        var space = about.Required("namespace").Text(NameGrammar.IsKubernetes, Accepted.KubernetesName);
        var pod = about.Required("name").Text(NameGrammar.IsKubernetes, Accepted.KubernetesName);
        // an exporter without its cluster's name configured leaves it empty
        return (detail.Given("clusterName") ?? detail.Given("cluster")) is { } cluster && cluster.Text().Length > 0
            ? new Trigger.Look(new(EventOrigin.Account(e), EventOrigin.Region(e),
                cluster.Text(NameGrammar.IsCluster, Accepted.Cluster), space, null, pod))
            : new Trigger.Sweep(EventOrigin.Account(e), space, pod);
    }
}
