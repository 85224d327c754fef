using System.Text;
using Remediator.Sandbox.Json;

namespace Remediator.Sandbox.Kubernetes;

/// <summary>Puts the objects that a scenario describes into a cluster's store.</summary>
internal static class ScenarioObjects
{
    /// <summary>A namespace with its default ServiceAccount.</summary>
    public static void PutNamespace(ObjectStore store, string ns, DateTimeOffset now)
    {
        store.Put(Kind.Namespace, new()
        {
            ["kind"] = "Namespace",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject { ["name"] = ns },
            ["status"] = new JsonObject { ["phase"] = "Active" },
        }, now);
        PutServiceAccount(store, ns, "default", new(), now);
    }

    /// <param name="key">Namespace and name: "default/ui-private".</param>
    public static void PutWorkload(ObjectStore store, string key, Workload workload, DateTimeOffset now)
    {
        var kind = Kind.All.Single(kind => kind.Name == workload.Kind);
        var (ns, name) = (key.Split('/')[0], key.Split('/')[1]);
        if (store.Find(Kind.ServiceAccount, ns, workload.ServiceAccount) is null)
            PutServiceAccount(store, ns, workload.ServiceAccount, new(), now);
        var pod = new JsonObject
        {
            ["serviceAccountName"] = workload.ServiceAccount,
            ["containers"] = new JsonArray(
                new JsonObject { ["name"] = name, ["image"] = workload.Image, ["imagePullPolicy"] = workload.ImagePullPolicy }),
        };
        if (workload.ImagePullSecrets.Count > 0)
            pod["imagePullSecrets"] = Secrets(workload.ImagePullSecrets);
        if (workload.ImageVolumes.Count > 0)
            Mount(pod, workload.ImageVolumes);
        if (workload.Node is { } node)
            pod["nodeSelector"] = new JsonObject { ["kubernetes.io/hostname"] = node };
        var labels = workload.Labels.Count > 0 ? workload.Labels : new Dictionary<string, string> { ["app"] = name };
        var metadata = new JsonObject
        {
            ["name"] = name,
            ["namespace"] = ns,
            ["labels"] = Map(labels),
            ["annotations"] = Map(workload.Annotations),
        };
        var body = new JsonObject { ["kind"] = kind.Name, ["apiVersion"] = kind.ApiVersion, ["metadata"] = metadata };
        body["spec"] = kind == Kind.Pod ? pod : new JsonObject
        {
            ["replicas"] = workload.Replicas,
            ["selector"] = new JsonObject { ["matchLabels"] = Map(labels) },
            ["template"] = new JsonObject
            {
                ["metadata"] = new JsonObject { ["labels"] = Map(labels.Concat(workload.PodLabels)) },
                ["spec"] = pod,
            },
        };
        if (kind == Kind.CronJob)
            body["spec"] = CronSpec(pod, labels.Concat(workload.PodLabels));
        if (kind == Kind.Pod)
            body["status"] = new JsonObject { ["phase"] = "Pending", ["qosClass"] = "BestEffort" };
        if (workload.Paused)
            body["spec"]!["paused"] = true;
        if (kind == Kind.DaemonSet || kind == Kind.Job)
            body["spec"]!.AsObject().Remove("replicas");
        if (kind == Kind.Job)
        {
            body["spec"]!.AsObject().Remove("selector");
            pod["restartPolicy"] = "Never";
        }
        if (workload.Object is { } more)
            MergePatch.Apply(body, JsonObject.Create(more)!);
        ApiDefaults.Apply(kind, body);
        store.Put(kind, body, now);
    }

    /// <summary>Its time never comes in the sandbox: it has no Jobs.</summary>
    private static JsonObject CronSpec(JsonObject pod, IEnumerable<KeyValuePair<string, string>> labels)
    {
        pod["restartPolicy"] = "Never";
        return new()
        {
            ["schedule"] = "0 3 * * *",
            ["jobTemplate"] = new JsonObject
            {
                ["spec"] = new JsonObject
                {
                    ["template"] = new JsonObject
                    {
                        ["metadata"] = new JsonObject { ["labels"] = Map(labels) },
                        ["spec"] = pod.Parent is null ? pod : pod.DeepClone(),
                    },
                },
            },
        };
    }

    public static void PutServiceAccount(ObjectStore store, string ns, string name, ServiceAccount account, DateTimeOffset now)
    {
        var body = new JsonObject
        {
            ["kind"] = "ServiceAccount",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = ns, ["annotations"] = Map(account.Annotations) },
        };
        if (account.ImagePullSecrets.Count > 0)
            body["imagePullSecrets"] = Secrets(account.ImagePullSecrets);
        store.Put(Kind.ServiceAccount, body, now);
    }

    /// <summary>A pull secret with a token that nothing here accepts: what is pulled with it is decided by its name.</summary>
    public static void PutSecret(ObjectStore store, string ns, string name, string registry, DateTimeOffset setAt) => store.Put(
        Kind.Secret, new()
        {
            ["kind"] = "Secret",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = ns },
            ["type"] = "kubernetes.io/dockerconfigjson",
            ["data"] = new JsonObject { [".dockerconfigjson"] = DockerConfig(registry) },
        }, setAt);

    private static string DockerConfig(string registry) => Convert.ToBase64String(Encoding.UTF8.GetBytes(new JsonObject
    {
        ["auths"] = new JsonObject { [registry] = new JsonObject { ["username"] = "AWS", ["password"] = "a-token-of-the-sandbox" } },
    }.ToJsonString()));

    /// <param name="key">Namespace and name.</param>
    public static void PutQuota(ObjectStore store, string key, IReadOnlyDictionary<string, string> hard, DateTimeOffset now) =>
        store.Put(Kind.ResourceQuota, new()
        {
            ["kind"] = "ResourceQuota",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject { ["name"] = key.Split('/')[1], ["namespace"] = key.Split('/')[0] },
            ["spec"] = new JsonObject { ["hard"] = Map(hard) },
        }, now);

    /// <summary>A ClusterRole, bound to the group of the function in the whole cluster.</summary>
    public static void PutRights(ObjectStore store, string name, IReadOnlyList<Right> rights, DateTimeOffset now)
    {
        store.Put(Kind.ClusterRole, new()
        {
            ["kind"] = "ClusterRole",
            ["apiVersion"] = Kind.ClusterRole.ApiVersion,
            ["metadata"] = new JsonObject { ["name"] = name },
            ["rules"] = new JsonArray([.. rights.Select(right => new JsonObject
            {
                ["apiGroups"] = Texts(right.ApiGroups),
                ["resources"] = Texts(right.Resources),
                ["verbs"] = Texts(right.Verbs),
            })]),
        }, now);
        store.Put(Kind.ClusterRoleBinding, new()
        {
            ["kind"] = "ClusterRoleBinding",
            ["apiVersion"] = Kind.ClusterRoleBinding.ApiVersion,
            ["metadata"] = new JsonObject { ["name"] = name },
            ["roleRef"] = new JsonObject { ["apiGroup"] = Kind.RbacGroup, ["kind"] = "ClusterRole", ["name"] = name },
            ["subjects"] = new JsonArray(
                new JsonObject { ["apiGroup"] = Kind.RbacGroup, ["kind"] = "Group", ["name"] = Rbac.Group }),
        }, now);
    }

    private static JsonArray Texts(IReadOnlyList<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    /// <param name="key">Namespace and name.</param>
    public static void PutDisruptionBudget(ObjectStore store, string key, DisruptionBudget budget, DateTimeOffset now) =>
        store.Put(Kind.PodDisruptionBudget, new()
        {
            ["kind"] = "PodDisruptionBudget",
            ["apiVersion"] = "policy/v1",
            ["metadata"] = new JsonObject { ["name"] = key.Split('/')[1], ["namespace"] = key.Split('/')[0] },
            ["spec"] = new JsonObject
            {
                ["minAvailable"] = budget.MinAvailable,
                ["selector"] = new JsonObject { ["matchLabels"] = Map(budget.Labels) },
            },
        }, now);

    /// <summary>A node, with the labels, provider id and conditions that EKS gives it.</summary>
    public static void PutNode(ObjectStore store, string name, Node node, DateTimeOffset now)
    {
        var labels = new JsonObject
        {
            ["kubernetes.io/hostname"] = name,
            ["kubernetes.io/arch"] = node.Architecture,
            ["kubernetes.io/os"] = "linux",
            ["topology.kubernetes.io/zone"] = node.Zone,
            ["node.kubernetes.io/instance-type"] = "m5.large",
        };
        if (node.NodeGroup is { } group)
            labels["eks.amazonaws.com/nodegroup"] = group;
        foreach (var (label, value) in node.Labels)
            labels[label] = value;
        var spec = new JsonObject();
        spec["providerID"] = node.Instance switch
        {
            "" => $"aws:///{node.Zone}/{GeneratedName.Stable(name, 16)}/{name}",
            ['m', 'i', '-', ..] => $"eks-hybrid:///{node.Zone[..^1]}/{node.Instance}",
            var instance => $"aws:///{node.Zone}/{instance}",
        };
        store.Put(Kind.Node, new()
        {
            ["kind"] = "Node",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = labels },
            ["spec"] = spec,
            ["status"] = new JsonObject
            {
                ["addresses"] = new JsonArray(new JsonObject { ["type"] = "InternalIP", ["address"] = Node.AddressOf(name) }),
                ["conditions"] = new JsonArray(
                    new JsonObject
                    {
                        ["type"] = "DiskPressure",
                        ["status"] = node.DiskPressure ? "True" : "False",
                        ["reason"] = node.DiskPressure ? "KubeletHasDiskPressure" : "KubeletHasNoDiskPressure",
                    },
                    new JsonObject { ["type"] = "Ready", ["status"] = "True", ["reason"] = "KubeletReady" }),
                ["nodeInfo"] = new JsonObject
                {
                    ["architecture"] = node.Architecture,
                    ["operatingSystem"] = "linux",
                    ["kubeletVersion"] = "v1.33.5-eks-sandbox",
                    ["containerRuntimeVersion"] = "containerd://1.7.24",
                },
            },
        }, now);
    }

    private static void Mount(JsonObject pod, IReadOnlyDictionary<string, string> images)
    {
        pod["volumes"] = new JsonArray([.. images.Select(one => new JsonObject
        {
            ["name"] = one.Key,
            ["image"] = new JsonObject { ["reference"] = one.Value, ["pullPolicy"] = "IfNotPresent" },
        })]);
        pod["containers"]![0]!["volumeMounts"] = new JsonArray([.. images.Select(one => new JsonObject
        {
            ["name"] = one.Key,
            ["mountPath"] = $"/{one.Key}",
        })]);
    }

    private static JsonArray Secrets(IReadOnlyList<string> names) => new([.. names.Select(name => new JsonObject { ["name"] = name })]);

    private static JsonObject Map(IEnumerable<KeyValuePair<string, string>> pairs) =>
        new(pairs.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
}
