using System.Net;
using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Images;
using Remediator.Core.Network;
using Remediator.Core.PullTexts;

namespace Remediator.Core.Verdicts;

/// <summary>
/// The registry was not reached: the network path is checked hop by hop, and a closed hop is the proof.
/// </summary>
internal static class Unreachable
{
    public static Verdict Of(PullFailure failure, ImageReference.Ecr image, PullFacts facts)
    {
        var network = facts.Network.ValueOrNull();
        var path = network is null ? null : PathOf(failure, image, network);
        var (cause, confidence) = CauseOf(failure, image, network, path);
        var mirror = ProxyAnswered.MirrorOf(failure);
        return new Verdict(cause, confidence,
            [
                .. EvidenceChain.Of(failure),
                EvidenceChain.Image(image, facts.Image),
                EvidenceChain.Puller(failure, facts.Puller),
                EvidenceChain.Skipped(Step.IdentityPermissions, new Message("not-evaluated.not-reached")),
                EvidenceChain.Skipped(Step.RepositoryPolicy, new Message("not-evaluated.not-reached")),
                .. mirror is null ? [] : (Evidence[])[OfMirror(failure, mirror)],
                // the way to ECR says nothing of the way to a mirror, unless the very address is closed
                .. mirror is not null && path?.Broken is not { ByAddress: true } ? [] : (Evidence[])[network is null
                    ? new(Step.Network, StepResult.Unknown, new Message("network.not-examined", ("why", facts.Network.Gap!)), null)
                    : Walked(failure, network, path!, confidence)],
            ],
            Gaps.Of(
            [
                (new Message("fact.image"), facts.Image),
                (new Message("fact.puller"), facts.Puller),
                (new Message("fact.network"), facts.Network),
                .. PartsOf(network),
            ]))
        {
            Next = mirror is null ? null : new Message("mirror.next", ("host", mirror)),
        };
    }

    private static Evidence OfMirror(PullFailure failure, string host) => new(Step.Network, StepResult.Fail,
        new Message("network.mirror-unreached", ("host", host)), IsPlain(host)
            ? ShellCommands.OnNode(failure, $"curl -sSI https://{host}/v2/")
            : ShellCommands.NodeConditions(failure.First.Node));

    /// <summary>It stands in a command that a person may run, and comes from a text.</summary>
    private static bool IsPlain(string host) => host.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or ':' or '-');

    private static (Cause, Confidence) CauseOf(PullFailure failure, ImageReference.Ecr image, NodeNetwork? network, NetworkPath? path) =>
        failure.Symptom switch
        {
            Symptom.TlsFailure => (Cause.TlsFailure, Confidence.Likely),
            // the VPC's own name server answers whatever routes, groups and ACLs say; only this attribute silences it
            Symptom.DnsFailure =>
                (Cause.DnsFailure, network is not null && HasNoDns(network) && AskedTheVpc(failure, network.Node)
                    ? Confidence.Proved
                    : Confidence.Likely),
            _ => (Cause.EcrUnreachable,
                path?.Broken is not null && WentThere(failure, image, path) ? Confidence.Proved : Confidence.Likely),
        };

    /// <summary>The path that the text is about if it is closed, else the first that is.</summary>
    public static NetworkPath PathOf(PullFailure failure, ImageReference.Ecr image, NodeNetwork network)
    {
        var asked = ServiceIn(failure.Signs, image);
        var paths = NetworkPath.Needed.OrderByDescending(service => service == asked)
            .Select(service => PathTo(service, failure, image, network)).ToArray();
        return paths.FirstOrDefault(path => path.Broken is not null) ?? paths.FirstOrDefault(path => !path.IsOpen) ?? paths[0];
    }

    public static NetworkPath PathTo(string service, PullFailure failure, ImageReference.Ecr image, NodeNetwork network) =>
        NetworkPath.To(service, image.Registry.Region, network, DialledBy(failure));

    /// <summary>
    /// The address counts where nothing came back: what was refused or reset had come through. One of IPv6 always counts, so that the
    /// routes and rules for IPv4 do not.
    /// </summary>
    private static IPAddress? DialledBy(PullFailure failure) =>
        !failure.Signs.IsOfProxy && DialledAddress.In(failure.Signs.Text) is { } dialled
            && (GotNothing(failure) || IsIpv6(dialled))
            ? dialled
            : null;

    private static bool IsIpv6(IPAddress address) => address.GetAddressBytes().Length > 4;

    private static bool GotNothing(PullFailure failure) => failure.Symptom is Symptom.Timeout || failure.Signs.HasNoRoute;

    private static Evidence Walked(PullFailure failure, NodeNetwork network, NetworkPath path, Confidence confidence)
    {
        var command = ShellCommands.Network(failure.Scope.Region, network.Node);
        if (failure.Symptom is Symptom.DnsFailure && network.Dns is Fact<VpcDns>.Known { Value: var dns })
            return dns.Support
                ? new(Step.Network, StepResult.Unknown,
                    new Message("network.dns-on", ("node", network.Node.Id), ("vpc", network.Node.VpcId)), command)
                : new(Step.Network, StepResult.Fail,
                    new Message("network.dns-off", ("node", network.Node.Id), ("vpc", network.Node.VpcId)), command);
        if (path.Broken is { Missing: { } missing } && failure.Symptom is not (Symptom.DnsFailure or Symptom.TlsFailure))
            return new(Step.Network, confidence is Confidence.Proved ? StepResult.Fail : StepResult.Unknown,
                new Message("network.broken", ("path", path.Shown), ("missing", missing)), command);
        return path.IsOpen
            ? new(Step.Network, StepResult.Pass, new Message("network.open", ("path", path.Shown)), command)
            : new(Step.Network, StepResult.Unknown, new Message("network.unclear", ("path", path.Shown)), command);
    }

    private static bool HasNoDns(NodeNetwork network) => network.Dns is Fact<VpcDns>.Known { Value.Support: false };

    /// <summary>
    /// The VPC's own name server, as a lookup prints it: at the base of the VPC's addresses plus two, or at the link-local one.
    /// </summary>
    private static bool AskedTheVpc(PullFailure failure, NodeInstance node) =>
        failure.Signs.AskedLinkLocalNameServer
        || (node.PrivateIp.Split('.') is [var a, var b, _, _]
            && failure.Signs.NameServers.Any(server => server.Split('.') is [var x, var y, _, "2"] && (a, b) == (x, y)));

    /// <summary>
    /// Through a proxy, to a mirror, by IPv6 or to a FIPS name the node takes another way than the one walked here; and what broke off
    /// after it was connected had come through.
    /// </summary>
    private static bool WentThere(PullFailure failure, ImageReference.Ecr image, NetworkPath path) =>
        path.Broken is { ByAddress: true } ? GotNothing(failure) : IsWalked(failure, image, path);

    private static bool IsWalked(PullFailure failure, ImageReference.Ecr image, NetworkPath path)
    {
        var signs = failure.Signs;
        return image.Registry.HasOrdinaryName
            && !(DialledBy(failure) is { } dialled && IsIpv6(dialled))
            && (failure.Symptom is Symptom.Timeout || signs.IsOfDialling)
            && signs is { IsOfUnpacking: false, IsOfProxy: false }
            && (!signs.NamesUrl || ServiceIn(signs, image) == path.Service);
    }

    private static string? ServiceIn(PullSigns signs, ImageReference.Ecr image) => signs.Asked(image.Registry.Host) switch
    {
        AskedEndpoint.Layers => "s3",
        AskedEndpoint.Registry => "ecr.dkr",
        AskedEndpoint.Api => "ecr.api",
        _ => null,
    };

    private static IEnumerable<(Message, IFact?)> PartsOf(NodeNetwork? network) => network is null ? [] :
    [
        (new Message("fact.route-table"), network.Routes),
        (new Message("fact.nat-gateways"), network.NatGateways),
        (new Message("fact.network-acl"), network.Acl),
        (new Message("fact.vpc-dns"), network.Dns),
        (new Message("fact.vpc-endpoints"), network.Endpoints),
        (new Message("fact.node-security-groups"), network.NodeGroups),
        (new Message("fact.endpoint-security-groups"), network.EndpointGroups),
    ];
}
