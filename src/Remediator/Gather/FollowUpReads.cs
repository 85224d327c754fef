using Remediator.Aws;
using Remediator.Core.Facts;
using Remediator.Core.Findings;
using Remediator.Core.Network;
using Remediator.Core.Policies.Language;
using Remediator.Core.Verdicts;
using Remediator.Kubernetes;

namespace Remediator.Gather;

/// <summary>The second round of reads: only what the first facts leave open, side by side.</summary>
internal sealed class FollowUpReads(AwsAccess aws, ClusterConnection clusters, UpstreamFailures upstreams)
{
    private readonly RegistryReads _registries = new(aws);
    private readonly ManifestReads _manifests = new(aws);
    private readonly EndpointPolicyReads _endpoints = new(aws, clusters.Described);

    /// <param name="instance">Reads the instance beneath the node, where it is needed.</param>
    public async Task<PullFacts> ReadAsync(
        PullCase one, ImageReference.Ecr image, Func<Task<Fact<NodeInstance?>>> instance, CancellationToken cancelled)
    {
        var (failure, facts) = (one.Failure, one.Facts);
        var open = OpenQuestions.Of(failure, facts, one.Verdict);
        var node = If(open.Node, () => NodeAsync(failure, cancelled));
        var rules = If(open.PullThroughRules, () => _registries.PullThroughRulesAsync(image, cancelled));
        var templates = If(open.CreationTemplates,
            () => _registries.CreationTemplatesAsync(image, OwnAccountIn(facts), cancelled));
        var upstream = If(open.PullThroughRules, () => upstreams.LastAsync(image, cancelled));
        var elsewhere = If(open.Elsewhere, () => _registries.ElsewhereAsync(image, failure.Scope.PlacesInsteadOf(image), cancelled));
        var key = If(open.EncryptionKey, () => _registries.EncryptionKeyAsync(image, cancelled));
        var policies = If(open.EndpointPolicies, async () => await _endpoints.ReadAsync(failure.Scope, await instance(), cancelled));
        PullFacts answered = facts with
        {
            Node = await node,
            PullThroughRules = await rules,
            CreationTemplates = await templates,
            Upstream = await upstream,
            Elsewhere = await elsewhere,
            EncryptionKey = await key,
            EndpointPolicies = await policies,
        };
        return OpenQuestions.WantManifest(failure, answered)
            ? answered with { Manifest = await _manifests.ReadAsync(image, cancelled) }
            : answered;
    }

    private static string? OwnAccountIn(PullFacts facts) => facts.Self.ValueOrNull()?.Account;

    private static async Task<Fact<T>?> If<T>(bool isOpen, Func<Task<Fact<T>>> read) => isOpen ? await read() : null;

    private async Task<Fact<NodeState>> NodeAsync(PullFailure failure, CancellationToken cancelled)
    {
        if (failure.First.Node is not { } name)
            return Fact.Gap<NodeState>(new Message("gap.node.not-scheduled"));
        try
        {
            return await KubernetesFailure.FactAsync($"get node {name}", ReadAsync, cancelled) switch
            {
                Fact<NodeItem>.Known { Value: var node } => StateOf(node),
                var unread => Fact.Gap<NodeState>(unread.Gap!),
            };
        }
        catch (ClusterUnreachableException e)
        {
            return Fact.Gap<NodeState>(e.Why);
        }

        async Task<NodeItem> ReadAsync() => await (await clusters.OpenAsync(failure.Scope, cancelled)).NodeAsync(name, cancelled);
    }

    private static Fact<NodeState> StateOf(NodeItem node)
    {
        if (node.Status?.NodeInfo is not { OperatingSystem: { } os, Architecture: { } architecture })
            return Fact.Gap<NodeState>(new Message("gap.node.no-platform"));
        var hasDiskPressure = node.Status.Conditions?.Any(condition => condition is { Type: "DiskPressure", Status: "True" }) == true;
        return Fact.Of(new NodeState(new Platform(os, architecture), hasDiskPressure));
    }
}
