using System.Text.Json.Nodes;

namespace Remediator.Kubernetes;

/// <summary>An object that an Event is about.</summary>
public sealed record EventTarget(string ApiVersion, string Kind, string Namespace, string Name, string Uid);

/// <summary>
/// An Event of this program, which <c>kubectl describe</c> shows on the object. It is of core/v1, in the form without <c>eventTime</c>,
/// which the API server takes with a count and times as kubectl prints them.
/// https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/
/// </summary>
/// <param name="Id">Part of its name, so that the same Event sent twice is one: lower-case letters, digits and dashes.</param>
internal sealed record WorkloadEvent(EventTarget About, string Id, string Message, DateTimeOffset At)
{
    /// <summary>No reason that a kubelet gives: whoever looks for failed pulls does not find it.</summary>
    public const string Reason = "ImagePullDiagnosed";

    private const string Component = "remediator";

    /// <summary>https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names</summary>
    private const int LongestName = 253;

    public JsonObject ToJson() => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Event",
        ["metadata"] = new JsonObject { ["name"] = Name, ["namespace"] = About.Namespace },
        ["involvedObject"] = new JsonObject
        {
            ["apiVersion"] = About.ApiVersion,
            ["kind"] = About.Kind,
            ["namespace"] = About.Namespace,
            ["name"] = About.Name,
            ["uid"] = About.Uid,
        },
        ["type"] = "Warning",
        ["reason"] = Reason,
        ["message"] = Message,
        ["count"] = 1,
        ["firstTimestamp"] = Time,
        ["lastTimestamp"] = Time,
        ["source"] = new JsonObject { ["component"] = Component },
        ["reportingComponent"] = Component,
        ["reportingInstance"] = Component,
    };

    /// <summary>The object's name and something of its own, as the kubelet calls its Events.</summary>
    private string Name
    {
        get
        {
            var suffix = $".{Id}.{About.Kind.ToLowerInvariant()}";
            var most = LongestName - suffix.Length;
            return $"{(About.Name.Length <= most ? About.Name : About.Name[..most].TrimEnd('-', '.'))}{suffix}";
        }
    }

    private string Time => At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ");
}
