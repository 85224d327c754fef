using k8s.Models;
using Remediator.Aws;
using Remediator.Core.Common;
using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Images;
using Remediator.Core.Network;
using Remediator.Core.Verdicts;
using Remediator.Kubernetes;

namespace Remediator.Gather;

/// <summary>The second round of reads: only what the first facts leave open, side by side.</summary>
internal sealed class FollowUpReads(AwsAccess aws, ClusterConnection clusters)
{
    private readonly RegistryReads registries = new(aws);
    private readonly ManifestReads manifests = new(aws);
    private readonly EndpointPolicyReads endpoints = new(aws, clusters.Described);

    public async Task<PullFacts> AskAsync(PullFailure failure, ImageReference.Ecr image, Fact<NodeInstance?> instance, PullFacts facts, CancellationToken cancelled)
    {
        var open = OpenQuestions.Of(failure, facts);
        var node = If(open.Node, () => NodeAsync(failure, cancelled));
        var rules = If(open.PullThroughRules, () => registries.PullThroughRulesAsync(image, cancelled));
        var elsewhere = If(open.Elsewhere, () => registries.ElsewhereAsync(image, failure.Scope.PlacesInsteadOf(image), cancelled));
        var key = If(open.EncryptionKey, () => registries.EncryptionKeyAsync(image, cancelled));
        var policies = If(open.EndpointPolicies, () => endpoints.ReadAsync(failure.Scope, instance, cancelled));
        PullFacts answered = facts with
        {
            Node = await node,
            PullThroughRules = await rules,
            Elsewhere = await elsewhere,
            EncryptionKey = await key,
            EndpointPolicies = await policies,
        };
        return OpenQuestions.WantManifest(failure, answered)
            ? answered with { Manifest = await manifests.ReadAsync(image, cancelled) }
            : answered;
    }

    private static async Task<Fact<T>?> If<T>(bool open, Func<Task<Fact<T>>> ask) => open ? await ask() : null;

    private async Task<Fact<NodeState>> NodeAsync(PullFailure failure, CancellationToken cancelled)
    {
        if (failure.First.Node is not { } name)
            return Fact.Gap<NodeState>("the pod is not on a node");
        try
        {
            var cluster = await clusters.OpenAsync(failure.Scope, cancelled);
            return StateOf(await cluster.NodeAsync(name, cancelled));
        }
        catch (Exception e) when (e is ClusterUnreachableException || KubernetesFailure.IsExpected(e, cancelled))
        {
            return Fact.Gap<NodeState>(e is ClusterUnreachableException ? e.Message : KubernetesFailure.Why(e, $"get node {name}"));
        }
    }

    private static Fact<NodeState> StateOf(V1Node node) => node.Status?.NodeInfo is { OperatingSystem: { } os, Architecture: { } architecture }
        ? Fact.Of(new NodeState(new Platform(os, architecture), node.Status.Conditions?.Any(c => c is { Type: "DiskPressure", Status: "True" }) == true))
        : Fact.Gap<NodeState>("the node does not tell its platform");
}
