using Remediator.Aws;
using Remediator.Core.Audit;
using Remediator.Core.Facts;
using Remediator.Core.PullTexts;
using Remediator.Gather;
using Remediator.Kubernetes;

namespace Remediator.Audit;

/// <summary>What in a cluster uses images of private registries.</summary>
/// <param name="OtherImages">How many images come from elsewhere.</param>
/// <param name="Unknowns">What could not be listed.</param>
internal sealed record UseScan(IReadOnlyList<ImageUse> Uses, int OtherImages, IReadOnlyList<Message> Unknowns);

/// <summary>
/// Finds every image of a private registry that a pod or a workload's template names, and groups the uses by the identity that pulls.
/// Nodes come first, so that of each pod only a few words are kept.
/// </summary>
internal sealed class UseScanner(InstanceReads instances, IdentityReads identities)
{
    /// <summary>How many ServiceAccounts, and how many Secrets, are read side by side.</summary>
    private const int AtOnce = 10;

    /// <param name="withSecrets">Whether the ages of pull secrets are read, which needs the right to read the secrets.</param>
    /// <exception cref="ClusterUnreachableException">The pods may not be read, and trying again will not help.</exception>
    public async Task<UseScan> ReadAsync(Cluster cluster, Scope scope, bool withSecrets, CancellationToken cancelled)
    {
        var listed = await KubernetesFailure.FactAsync("list nodes",
            () => ClusterNodes.ReadAsync(cluster, scope, instances, cancelled), cancelled);
        var nodes = listed.ValueOrNull();
        var picker = new PodUses(nodes, listed.Gap);
        var (atoms, unfinished) = await cluster.FromPodsAsync(scope.Namespace, picker.Of, cancelled);
        var (templates, unread) = await TemplatesAsync(cluster, scope, picker, cancelled);
        if (listed.Gap is { } gap)
            unread = [.. unread, new Message("audit.nodes-unread", ("why", gap))];
        if (unfinished is not null)
            unread = [.. unread, unfinished];
        var all = await WithTemplatesAsync(scope, atoms, templates, listed, cancelled);
        var accounts = await AccountsAsync(cluster, all, cancelled);
        ImageUse[] uses = [.. Grouped(scope, all, accounts)];
        return new(withSecrets ? await WithAgesAsync(cluster, uses, cancelled) : uses, picker.Others.Count, unread);
    }

    private static async Task<IReadOnlyList<ImageUse>> WithAgesAsync(Cluster cluster, ImageUse[] uses, CancellationToken cancelled)
    {
        var secrets = uses.SelectMany(use => use.Secrets).Select(secret => (secret.Namespace, secret.Name)).Distinct();
        var read = await Bounded.SelectAsync(secrets, AtOnce, async one => (one, SetAt: await KubernetesFailure.FactAsync(
            $"get secret {one.Namespace}/{one.Name}",
            () => cluster.SecretSetAtAsync(one.Namespace, one.Name, cancelled), cancelled)));
        var ages = read.ToDictionary(one => one.one, one => one.SetAt);
        return
        [
            .. uses.Select(use => use with
            {
                Secrets = [.. use.Secrets.Select(secret => secret with { SetAt = ages[(secret.Namespace, secret.Name)] })],
            }),
        ];
    }

    private static async Task<(IReadOnlyList<Template> Templates, IReadOnlyList<Message> Unread)> TemplatesAsync(
        Cluster cluster, Scope scope, PodUses picker, CancellationToken cancelled)
    {
        var (templates, unread) = (new List<Template>(), new List<Message>());
        foreach (var kind in WorkloadKind.WithTemplate)
        {
            var read = await KubernetesFailure.FactAsync($"list {kind.Plural}", () => cluster.FromWorkloadsAsync(
                kind, scope.Namespace, item => Template.Of(kind, item, picker), cancelled), cancelled);
            if (read is Fact<IReadOnlyList<Template>>.Known { Value: var found })
                templates.AddRange(found);
            else
                unread.Add(new Message("audit.templates-unread", ("kind", kind.Plural), ("why", read.Gap!)));
        }
        return (templates, unread);
    }

    /// <summary>The containers of pods, and those of templates whose image no pod of the workload has now.</summary>
    private async Task<IReadOnlyList<UseAtom>> WithTemplatesAsync(Scope scope, IReadOnlyList<UseAtom> atoms,
        IReadOnlyList<Template> templates, Fact<ClusterNodes> listed, CancellationToken cancelled)
    {
        var nodes = listed.ValueOrNull();
        var byName = templates.ToDictionary(template => (template.Namespace, template.Workload));
        List<UseAtom> all = [.. atoms.Select(atom => Placed(Scheduled(atom, byName), byName, nodes))];
        var used = all.Select(atom => (atom.Namespace, atom.Workload, atom.Image.Text)).ToHashSet();
        foreach (var template in templates)
        {
            var unused = template.Images.DistinctBy(one => one.Image.Text)
                .Where(one => !used.Contains((template.Namespace, template.Workload, one.Image.Text))).ToArray();
            if (unused.Length == 0)
                continue;
            var pod = new Compute.Fargate(null, template.Namespace, template.Labels);
            // profiles that cannot be read leave the nodes, and the identity that is found for them says so
            var onFargate = await identities.IsTakenByFargateAsync(scope, pod, cancelled) is Fact<bool>.Known { Value: true };
            all.AddRange(unused.SelectMany(one => template.UsesOf(one, nodes, listed.Gap, onFargate ? pod : null)));
        }
        return all;
    }

    /// <summary>The pods of a CronJob's Jobs are its own.</summary>
    private static UseAtom Scheduled(UseAtom atom, Dictionary<(string, Workload), Template> templates) =>
        atom.Workload.ScheduledBy is { } name && new Workload("CronJob", name) is var cron && templates.ContainsKey((atom.Namespace, cron))
            ? atom with { Workload = cron }
            : atom;

    private static UseAtom Placed(UseAtom atom, Dictionary<(string, Workload), Template> templates, ClusterNodes? nodes) =>
        nodes is not null && templates.TryGetValue((atom.Namespace, atom.Workload), out var template)
            ? atom with { MayRunOn = Template.PlatformsOf(nodes.Fitting(template.Placement)) }
            : atom;

    private static async Task<IReadOnlyDictionary<(string, string), Fact<ServiceAccount>>> AccountsAsync(
        Cluster cluster, IReadOnlyList<UseAtom> atoms, CancellationToken cancelled)
    {
        var read = await Bounded.SelectAsync(atoms.Select(atom => atom.ServiceAccount).Distinct(), AtOnce, async account => (account,
            Fact: await KubernetesFailure.FactAsync($"get serviceaccount {account.Namespace}/{account.Name}",
                () => cluster.ServiceAccountAsync(account.Namespace, account.Name, cancelled), cancelled)));
        return read.ToDictionary(one => one.account, one => one.Fact);
    }

    private static IEnumerable<ImageUse> Grouped(
        Scope scope, IReadOnlyList<UseAtom> atoms, IReadOnlyDictionary<(string, string), Fact<ServiceAccount>> accounts) =>
        from atom in atoms
        let credentials = CredentialsOf(atom, accounts[atom.ServiceAccount])
        group atom by (atom.Image.Text, atom.Compute.GroupKey, credentials.OfNode.GroupKey, credentials.SecretsKey) into alike
        let first = alike.First()
        let given = CredentialsOf(first, accounts[first.ServiceAccount])
        select new ImageUse(new PullFailure(scope, first.Image, Symptom.Forbidden, "", first.Compute, [first.AsPod()])
        {
            Credentials = given.OfNode,
            Instance = first.Instance,
            IsAhead = true,
        })
        {
            Usages =
            [
                .. from atom in alike
                   group atom by (atom.Namespace, atom.Workload) into ofOne
                   select new Usage(ofOne.Key.Namespace, ofOne.Key.Workload,
                       ofOne.Select(atom => atom.Pod?.Uid).OfType<string>().Distinct().Count()),
            ],
            Waiting = alike.Count(atom => atom.Waits),
            Digests = [.. alike.Select(atom => atom.Digest).OfType<string>().Distinct()],
            Shown = [.. alike.Select(atom => atom.Shown).OfType<Platform>().Distinct()],
            MayRunOn = [.. alike.SelectMany(atom => atom.MayRunOn).Distinct()],
            Secrets = [.. given.Secrets.Select(name => new PullSecret(first.Namespace, name,
                Fact.Gap<DateTimeOffset>(new Message("gap.secret.not-read", ("secret", $"{first.Namespace}/{name}")))))],
        };

    /// <summary>What the pod pulls as once its pull secrets are of no use, and those secrets.</summary>
    private static UseCredentials CredentialsOf(UseAtom atom, Fact<ServiceAccount> account)
    {
        var secrets = PodIdentity.SecretsOfNext(atom.Secrets, account);
        var whole = PodIdentity.Of(atom.ServiceAccount, secrets, account, []);
        return whole is PodCredentials.PullSecrets { Names: var names }
            ? new(PodIdentity.Of(atom.ServiceAccount, secrets, account, [.. names]) with { Missing = [] }, names, atom.Namespace)
            : new(whole, [], atom.Namespace);
    }

    private sealed record UseCredentials(PodCredentials OfNode, IReadOnlyList<string> Secrets, string Namespace)
    {
        public string SecretsKey => Secrets.Count == 0 ? "" : $"{Namespace}/{string.Join(',', Secrets)}";
    }
}
