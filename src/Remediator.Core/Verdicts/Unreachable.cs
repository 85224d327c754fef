namespace Remediator.Core;

/// <summary>The registry was not reached: the way from the node is walked hop by hop, and a hop that lets nothing pass is the proof.</summary>
internal static class Unreachable
{
    public static Verdict Judge(PullFailure failure, ImageReference.Ecr image, Facts facts)
    {
        var network = (facts.Network as Fact<NodeNetwork>.Known)?.Value;
        var path = network is null ? null : PathOf(failure, image, network);
        var (cause, confidence) = CauseOf(failure, network, path);
        return new Verdict(cause, confidence,
            [
                .. Chain.Of(failure),
                Chain.Image(image, facts.Image),
                Chain.Puller(failure, facts.Puller),
                Chain.Skipped(Step.IdentityPermissions, "the registry was not reached, so no permission was asked"),
                Chain.Skipped(Step.RepositoryPolicy, "the registry was not reached, so no permission was asked"),
                network is null
                    ? new(Step.Network, StepResult.Unknown, $"the node did not reach the registry; the way could not be looked at: {facts.Network.Gap}", null)
                    : Walked(failure, network, path!, confidence),
            ],
            Gaps.Of([("image", facts.Image), ("puller", facts.Puller), ("network", facts.Network), .. PartsOf(network)]));
    }

    private static (Cause, Confidence) CauseOf(PullFailure failure, NodeNetwork? network, NetworkPath? path) => failure.Symptom switch
    {
        Symptom.TlsFailure => (Cause.TlsFailure, Confidence.Likely),
        // the VPC's own name server answers whatever routes, groups and ACLs say; only this attribute silences it
        Symptom.DnsFailure => (Cause.DnsFailure, network is not null && HasNoDns(network) ? Confidence.Proved : Confidence.Likely),
        // through a proxy the node takes another way than the one walked here
        _ => (Cause.EcrUnreachable, path?.Broken is not null && !ByProxy(failure) ? Confidence.Proved : Confidence.Likely),
    };

    /// <summary>The way that the text speaks of where it names a host of S3, else the first that is closed.</summary>
    private static NetworkPath PathOf(PullFailure failure, ImageReference.Ecr image, NodeNetwork network)
    {
        var paths = NetworkPath.Needed.Select(service => NetworkPath.To(service, image.Registry.Region, network)).ToArray();
        if (failure.Text.Contains("-starport-layer-bucket.", StringComparison.Ordinal))
            Array.Reverse(paths);
        return paths.FirstOrDefault(path => path.Broken is not null) ?? paths.FirstOrDefault(path => !path.IsOpen) ?? paths[0];
    }

    private static Evidence Walked(PullFailure failure, NodeNetwork network, NetworkPath path, Confidence confidence)
    {
        var command = ByHand.Network(failure.Scope.Region, network.Node);
        if (failure.Symptom is Symptom.DnsFailure && network.Dns is Fact<VpcDns>.Known { Value: var dns })
            return dns.Support
                ? new(Step.Network, StepResult.Unknown, $"node {network.Node.Id} → name server: enableDnsSupport of {network.Node.VpcId} is on, so look at the name server that the node uses", command)
                : new(Step.Network, StepResult.Fail, $"node {network.Node.Id} → name server of {network.Node.VpcId} (enableDnsSupport is off) ✗; missing: enableDnsSupport=true on {network.Node.VpcId}", command);
        return path.Broken is { } broken && failure.Symptom is not (Symptom.DnsFailure or Symptom.TlsFailure)
            ? new(Step.Network, confidence is Confidence.Proved ? StepResult.Fail : StepResult.Unknown, $"{path}; missing: {broken.Missing}", command)
            : new(Step.Network, path.IsOpen ? StepResult.Pass : StepResult.Unknown, path.IsOpen ? $"{path}: no hop is closed" : $"{path}: ? could not be told", command);
    }

    private static bool HasNoDns(NodeNetwork network) => network.Dns is Fact<VpcDns>.Known { Value.Support: false };

    private static bool ByProxy(PullFailure failure) => failure.Text.Contains("proxyconnect", StringComparison.Ordinal);

    private static IEnumerable<(string, IFact)> PartsOf(NodeNetwork? network) => network is null ? [] :
    [
        ("route table", network.Routes), ("network ACL", network.Acl), ("VPC DNS attributes", network.Dns),
        ("VPC endpoints", network.Endpoints), ("security groups of the node", network.NodeGroups), ("security groups of the endpoints", network.EndpointGroups),
    ];
}
