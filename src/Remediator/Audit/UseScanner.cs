using Remediator.Aws;
using Remediator.Core.Audit;
using Remediator.Core.Facts;
using Remediator.Core.PullTexts;
using Remediator.Gather;
using Remediator.Kubernetes;
using Remediator.Scan;

namespace Remediator.Audit;

/// <summary>What in a cluster uses images of private registries.</summary>
/// <param name="OtherImages">How many images come from elsewhere.</param>
/// <param name="Unknowns">What could not be listed.</param>
internal sealed record UseScan(IReadOnlyList<ImageUse> Uses, int OtherImages, IReadOnlyList<Message> Unknowns);

/// <summary>
/// Finds every image of a private registry that a pod or a workload's template names, and groups the uses by the identity that pulls.
/// Nodes come first, so that of each pod only a few words are kept.
/// </summary>
internal sealed class UseScanner(InstanceReads instances, IdentityReads identities, EmptyNodeGroups groups)
{
    /// <summary>How many ServiceAccounts, and how many Secrets, are read side by side.</summary>
    private const int AtOnce = 10;

    /// <param name="withSecrets">Whether pull secrets are read, which needs the right to.</param>
    /// <exception cref="ClusterUnreachableException">The pods may not be read, and trying again will not help.</exception>
    public async Task<UseScan> ReadAsync(Cluster cluster, Scope scope, bool withSecrets, CancellationToken cancelled)
    {
        var listed = await KubernetesFailure.FactAsync("list nodes",
            () => ClusterNodes.ReadAsync(cluster, scope, instances, groups, cancelled), cancelled);
        var nodes = listed.ValueOrNull();
        var picker = new PodUses(nodes, listed.Gap);
        var (atoms, unfinished) = await cluster.FromPodsAsync(scope.Namespace, picker.Of, cancelled);
        var (templates, unread) = await TemplatesAsync(cluster, scope, picker, cancelled);
        if (listed.Gap is { } gap)
            unread = [.. unread, new Message("audit.nodes-unread", ("why", gap))];
        if (nodes?.GroupsGap is { } ofGroups)
            unread = [.. unread, new Message("audit.node-groups-unread", ("why", ofGroups))];
        if (unfinished is not null)
            unread = [.. unread, unfinished];
        var all = await WithTemplatesAsync(scope, await WithTextsAsync(cluster, atoms, cancelled), templates, listed, cancelled);
        var accounts = await AccountsAsync(cluster, all, cancelled);
        ImageUse[] uses = [.. Grouped(scope, all, accounts, ShownIn(all, picker))];
        return new(withSecrets ? await WithSecretsAsync(cluster, uses, cancelled) : uses, picker.Others.Count, unread);
    }

    /// <summary>What the nodes say about the containers that wait, by the reads of a diagnosis.</summary>
    private static async Task<IReadOnlyList<UseAtom>> WithTextsAsync(
        Cluster cluster, IReadOnlyList<UseAtom> atoms, CancellationToken cancelled)
    {
        WaitingContainer[] samples = [.. atoms.Select(atom => atom.Sample).OfType<WaitingContainer>().Distinct()];
        if (samples.Length == 0)
            return atoms;
        var texts = await FailureScanner.TextsAsync(cluster, samples, cancelled);
        return
        [
            .. atoms.Select(atom => atom.Sample is { } sample
                ? atom with { Sample = null, Text = IsAbout(atom, texts[sample].Failed(sample)) ? texts[sample] : null }
                : atom),
        ];
    }

    /// <summary>A container's status also shows the errors of the image volumes that it mounts.</summary>
    private static bool IsAbout(UseAtom atom, FailedImage failed) => failed.Unreconciled is null && failed.Image.Text == atom.Image.Text;

    private static async Task<IReadOnlyList<ImageUse>> WithSecretsAsync(Cluster cluster, ImageUse[] uses, CancellationToken cancelled)
    {
        var secrets = uses.SelectMany(use => use.Secrets).Select(secret => (secret.Namespace, secret.Name)).Distinct();
        var read = await Bounded.SelectAsync(secrets, AtOnce, async one => (one, Content: await KubernetesFailure.FactAsync(
            $"get secret {one.Namespace}/{one.Name}",
            async () => (await cluster.PullSecretAsync(one.Namespace, one.Name, cancelled))?.Content, cancelled)));
        var contents = read.ToDictionary(one => one.one, one => one.Content);
        return
        [
            .. uses.Select(use => use with
            {
                Secrets = [.. use.Secrets.Select(secret => secret with { Content = contents[(secret.Namespace, secret.Name)] })],
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

    /// <summary>The containers of pods, and those of templates wherever their next pods may run that none of them runs on now.</summary>
    private async Task<IReadOnlyList<UseAtom>> WithTemplatesAsync(Scope scope, IReadOnlyList<UseAtom> atoms,
        IReadOnlyList<Template> templates, Fact<ClusterNodes> listed, CancellationToken cancelled)
    {
        var nodes = listed.ValueOrNull();
        var byName = templates.ToDictionary(template => (template.Namespace, template.Workload));
        List<UseAtom> all = [.. atoms.Select(atom => Placed(Scheduled(atom, byName), byName, nodes))];
        var places = all.ToLookup(atom => (atom.Namespace, atom.Workload, atom.Image.Text), atom => atom.Compute.GroupKey);
        // profiles that cannot be read leave the nodes, and the identity that is found for them says so
        var profiles = templates.Count == 0 ? []
            : (await identities.FargateProfilesAsync(scope, cancelled) as Fact<FargateProfile[]>.Known)?.Value ?? [];
        foreach (var template in templates)
        {
            var onFargate = PullerResolution.OnFargate(template.AsFargatePod, profiles);
            all.AddRange(template.Images.DistinctBy(one => one.Image.Text).SelectMany(one => template.UsesOf(
                one, nodes, listed.Gap, onFargate, places[(template.Namespace, template.Workload, one.Image.Text)].ToHashSet())));
        }
        return all;
    }

    /// <summary>The platforms for which each image was built, as far as pods have shown it.</summary>
    private static Dictionary<string, IReadOnlyList<Platform>> ShownIn(IReadOnlyList<UseAtom> atoms, PodUses picker) =>
        atoms.Where(atom => atom.Shown is not null).Select(atom => (Image: atom.Image.Text, Platform: atom.Shown!))
            .Concat(picker.Finished.SelectMany(one => one.Value.Select(platform => (Image: one.Key, Platform: platform))))
            .GroupBy(one => one.Image, one => one.Platform)
            .ToDictionary(one => one.Key, IReadOnlyList<Platform> (one) => [.. one.Distinct()]);

    /// <summary>The pods of a CronJob's Jobs are its own.</summary>
    private static UseAtom Scheduled(UseAtom atom, Dictionary<(string, Workload), Template> templates) =>
        atom.Workload.ScheduledBy is { } name && new Workload("CronJob", name) is var cron && templates.ContainsKey((atom.Namespace, cron))
            ? atom with { Workload = cron }
            : atom;

    private static UseAtom Placed(UseAtom atom, Dictionary<(string, Workload), Template> templates, ClusterNodes? nodes) =>
        nodes is not null && templates.TryGetValue((atom.Namespace, atom.Workload), out var template)
            ? atom with { MayRunOn = nodes.PlatformsOf(template.Placement, atom.Compute.GroupKey) }
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
        Scope scope, IReadOnlyList<UseAtom> atoms, IReadOnlyDictionary<(string, string), Fact<ServiceAccount>> accounts,
        IReadOnlyDictionary<string, IReadOnlyList<Platform>> shown) =>
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
                       ofOne.Select(atom => atom.Pod?.Uid).OfType<string>().Distinct().Count())
                   {
                       RunsElsewhere = ofOne.All(atom => atom.RunsElsewhere),
                   },
            ],
            Waiting = alike.Count(atom => atom.Waits),
            Failing = [.. alike.Where(atom => atom.Text is not null).Select(atom => FailingOf(scope, atom, accounts[atom.ServiceAccount]))],
            Digests = [.. alike.Select(atom => atom.Digest).OfType<string>().Distinct()],
            Shown = shown.GetValueOrDefault(first.Image.Text, []),
            MayRunOn = [.. alike.SelectMany(atom => atom.MayRunOn).Distinct()],
            Secrets = [.. given.Secrets.Select(name => new PullSecret(first.Namespace, name,
                Fact.Gap<SecretContent?>(new Message("gap.secret.not-read", ("secret", $"{first.Namespace}/{name}")))))],
        };

    private static FailingPull FailingOf(Scope scope, UseAtom atom, Fact<ServiceAccount> account)
    {
        var given = CredentialsOf(atom, account);
        return new(
            new PullFailure(scope, atom.Image, atom.Text!.Read.Symptom, atom.Text.Text, atom.Compute, [atom.AsPod()])
            {
                Credentials = given.Secrets.Count > 0 ? new PodCredentials.PullSecrets(given.Secrets) : given.OfNode,
                Instance = atom.Instance,
                EventsGap = atom.Text.EventsGap,
            },
            atom.Node);
    }

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
