namespace Remediator.Sandbox.Kubernetes;

/// <summary>Sets the default values that an API server fills in.</summary>
internal static class ApiDefaults
{
    public static void Apply(Kind kind, JsonObject body)
    {
        if (kind != Kind.Event && kind.Group != Kind.RbacGroup)
            body["metadata"]!["generation"] ??= 1;
        if (body["spec"] is not JsonObject spec)
            return;
        if (kind == Kind.Pod)
            Pod(spec);
        if (spec["template"]?["spec"] is JsonObject template)
            Pod(template);
        if (kind == Kind.Job)
        {
            spec["backoffLimit"] ??= 6;
            spec["completions"] ??= 1;
            spec["parallelism"] ??= 1;
        }
        if (kind.Group != "apps")
            return;
        if (kind != Kind.DaemonSet)
            spec["replicas"] ??= 1;
        spec["revisionHistoryLimit"] ??= 10;
        if (kind == Kind.StatefulSet || kind == Kind.DaemonSet)
            spec["updateStrategy"] ??= new JsonObject { ["type"] = "RollingUpdate" };
        if (kind == Kind.StatefulSet)
            spec["podManagementPolicy"] ??= "OrderedReady";
        if (kind != Kind.Deployment)
            return;
        spec["progressDeadlineSeconds"] ??= 600;
        spec["strategy"] ??= new JsonObject { ["type"] = "RollingUpdate" };
        if ((string?)spec["strategy"]!["type"] == "RollingUpdate")
            spec["strategy"]!["rollingUpdate"] ??= new JsonObject { ["maxSurge"] = "25%", ["maxUnavailable"] = "25%" };
    }

    private static void Pod(JsonObject spec)
    {
        spec["dnsPolicy"] ??= "ClusterFirst";
        spec["restartPolicy"] ??= "Always";
        spec["schedulerName"] ??= "default-scheduler";
        spec["securityContext"] ??= new JsonObject();
        spec["terminationGracePeriodSeconds"] ??= 30;
        foreach (var container in new[] { "initContainers", "containers", "ephemeralContainers" }
            .SelectMany(list => spec[list]?.AsArray() ?? []).OfType<JsonObject>())
        {
            var image = (string?)container["image"] ?? "";
            // https://kubernetes.io/docs/concepts/containers/images/#imagepullpolicy-defaulting
            var latest = !image.Contains('@')
                && (image.EndsWith(":latest", StringComparison.Ordinal) || !image[(image.LastIndexOf('/') + 1)..].Contains(':'));
            container["imagePullPolicy"] ??= latest ? "Always" : "IfNotPresent";
            container["resources"] ??= new JsonObject();
            container["terminationMessagePath"] ??= "/dev/termination-log";
            container["terminationMessagePolicy"] ??= "File";
        }
    }
}
