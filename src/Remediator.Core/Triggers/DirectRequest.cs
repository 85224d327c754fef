namespace Remediator.Core.Triggers;

// {"cluster": "eks-workshop", "namespace": "default", "workload": "ui-private"}: namespace and workload may be left out

/// <summary>A payload without an envelope, from anyone who may invoke the function: a person, or EventBridge Scheduler.</summary>
public static class DirectRequest
{
    /// <summary>More than the longest name that ECR and Kubernetes let an image have.</summary>
    private const int LongestImage = 1024;

    private static readonly string[] s_decisions = ["approve", "reject"];

    /// <summary>A decision is nothing else than that: <c>{"approve": "sha256:…"}</c> or <c>{"reject": "sha256:…"}</c>.</summary>
    public static bool IsDecision(JsonElement payload) =>
        payload.ValueKind is JsonValueKind.Object && payload.EnumerateObject().Any(member => s_decisions.Contains(member.Name));

    /// <exception cref="MalformedEventException">There is more in it, or the hash is none.</exception>
    public static Trigger ReadDecision(JsonElement payload)
    {
        if (payload.EnumerateObject().Count() != 1)
            throw new MalformedEventException("$", new Message("event.more-than-decision"));
        var name = payload.EnumerateObject().Single().Name;
        return new Trigger.Decided(new EventField(payload, "$").Required(name).Text(IsHash, Accepted.PlanHash),
            name == "approve");
    }

    private static bool IsHash(string text) =>
        text.StartsWith("sha256:", StringComparison.Ordinal) && text.Length == 71
            && text[7..].All(c => char.IsAsciiHexDigitLower(c) || char.IsAsciiDigit(c));

    public static bool IsOne(JsonElement payload) =>
        payload.ValueKind is JsonValueKind.Object && (new EventField(payload, "$").Has("cluster") || IsAudit(payload));

    /// <summary>
    /// <c>{"audit": true, "cluster": "…", "namespace": "…", "from": "…"}</c>: without a cluster, all that are known. An audit that had no
    /// time for all images asks for the rest <c>from</c> the next one.
    /// </summary>
    private static bool IsAudit(JsonElement payload) => new EventField(payload, "$").Has("audit");

    /// <summary>A request for an audit of a cluster, from names that a person typed.</summary>
    /// <exception cref="MalformedEventException">One is no name.</exception>
    public static Trigger.Audit AuditOf(string cluster, string? ns)
    {
        var request = new JsonObject { ["audit"] = true, ["cluster"] = cluster };
        if (ns is not null)
            request["namespace"] = ns;
        using var payload = JsonDocument.Parse(JsonText.Compact(request));
        return ReadAudit(payload.RootElement);
    }

    private static Trigger.Audit ReadAudit(JsonElement payload)
    {
        var request = new EventField(payload, "$");
        if (request.Required("audit").Value.ValueKind is not JsonValueKind.True)
            throw new MalformedEventException("$.audit", new Message("event.audit-not-true"));
        var space = request.Given("namespace");
        var cluster = space is null ? request.Given("cluster") : request.Required("cluster");
        return new(
            cluster?.Text(NameGrammar.IsCluster, Accepted.Cluster), space?.Text(NameGrammar.IsKubernetes, Accepted.KubernetesName))
        {
            From = request.Given("from")?.Text(text => text.Length is > 0 and <= LongestImage, Accepted.ImageName(LongestImage)),
        };
    }

    /// <exception cref="MalformedEventException">A member is no name, or there is a workload without its namespace.</exception>
    public static Trigger Read(JsonElement payload)
    {
        if (IsAudit(payload))
            return ReadAudit(payload);
        var request = new EventField(payload, "$");
        var workload = request.Given("workload")?.Text(NameGrammar.IsKubernetes, Accepted.KubernetesName);
        var space = workload is null ? request.Given("namespace") : request.Required("namespace");
        return new Trigger.Request(
            request.Required("cluster").Text(NameGrammar.IsCluster, Accepted.Cluster),
            space?.Text(NameGrammar.IsKubernetes, Accepted.KubernetesName),
            workload);
    }
}
