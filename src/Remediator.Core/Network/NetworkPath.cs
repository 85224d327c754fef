using System.Net;

namespace Remediator.Core.Network;

/// <summary>The network path from a node to one service that a pull needs, hop by hop.</summary>
public sealed record NetworkPath(string Service, IReadOnlyList<Hop> Hops)
{
    /// <summary>
    /// What a pull needs: the registry itself, the token, the layers.
    /// https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
    /// </summary>
    public static readonly IReadOnlyList<string> Needed = ["ecr.dkr", "ecr.api", "s3"];

    private const int Https = 443;

    // where Linux takes the port of a connection from: https://docs.kernel.org/networking/ip-sysctl.html#ip-local-port-range
    private static readonly (int From, int To) s_answers = (32768, 60999);

    /// <summary>The first hop that nothing passes, or null.</summary>
    public Hop? Broken => Hops.FirstOrDefault(hop => hop.Passage is Passage.Closed);

    public bool IsOpen => Hops.All(hop => hop.Passage is Passage.Open);

    /// <summary><c>node i-… → subnet-… → rtb-… (no default route) ✗ → ecr.dkr endpoint: none</c></summary>
    public Message Shown =>
        Hops.Select(hop => hop.Shown).Aggregate((before, hop) => new Message("network.then", ("before", before), ("hop", hop)));

    public override string ToString() => Shown.ToString();

    /// <param name="region">The registry's region: an endpoint serves its own region only.</param>
    /// <param name="dialled">The address that was dialled, where it is known: a rule that does not cover it does not let it pass.</param>
    public static NetworkPath To(string service, string region, NodeNetwork network, IPAddress? dialled = null)
    {
        var node = new Hop(new Message("hop.node", ("node", network.Node.Id)), Passage.Open);
        var endpoints = VpcExit.EndpointsOf(service, region, network).ToArray();
        Hop[] leaving = [Egress(endpoints, network, dialled), Subnet(endpoints, network, dialled)];
        return new(service, [node, .. leaving, .. VpcExit.Of(service, region, network, dialled)]);
    }

    private static Hop Egress(VpcEndpoint[] endpoints, NodeNetwork network, IPAddress? dialled)
    {
        // an instance that is gone has none
        if (network.NodeGroups is not Fact<IReadOnlyList<SecurityGroup>>.Known { Value: { Count: > 0 } groups })
            return new(new Message("hop.node-groups-unread"), Passage.Unknown);
        var names = string.Join(", ", groups.Select(group => group.Id));
        var rules = groups.SelectMany(group => group.Egress).Where(rule => rule.Covers(Https)).ToArray();
        if (rules.Any(rule => Lets(rule, dialled))
            || rules.Any(rule => rule.Groups.Intersect(endpoints.SelectMany(endpoint => endpoint.SecurityGroups)).Any()))
            return Hop.Open(names);
        if (dialled is not null && !rules.Any(rule => MayLet(rule, dialled)))
            return new(new Message("hop.node-groups-closed-to", ("groups", names), ("address", $"{dialled}")), Passage.Closed,
                new Message("missing.node-egress-to", ("groups", names), ("address", $"{dialled}")))
            { ByAddress = true, Change = Cidr.IsIpv6($"{dialled}") ? null : new NetworkChange.NodeEgress(groups[0].Id, $"{dialled}/32") };
        return rules.Length > 0
            ? new(new Message("hop.node-groups-partly", ("groups", names)), Passage.Unknown)
            : new(new Message("hop.node-groups-closed", ("groups", names)), Passage.Closed,
                new Message("missing.node-egress", ("groups", names)))
            { Change = new NetworkChange.NodeEgress(groups[0].Id, Cidr.Everywhere) };
    }

    private static bool Lets(PortRule rule, IPAddress? dialled) => dialled is null
        ? rule.Cidrs.Contains(Cidr.Everywhere)
        : rule.Cidrs.Any(cidr => Cidr.Holds(cidr, dialled));

    /// <summary>What a prefix list holds is not read; a rule for a group lets private addresses pass only.</summary>
    private static bool MayLet(PortRule rule, IPAddress dialled) =>
        rule.PrefixLists.Count > 0 || (rule.Groups.Count > 0 && !Cidr.IsPublic(dialled));

    /// <summary>A network ACL stands at the subnet's edge: an endpoint inside the subnet is reached without it.</summary>
    private static Hop Subnet(VpcEndpoint[] endpoints, NodeNetwork network, IPAddress? dialled) =>
        endpoints.Any(endpoint => endpoint.SubnetIds.Contains(network.Node.SubnetId)) && !(dialled is not null && Cidr.IsPublic(dialled))
            ? Edge(network, dialled).Unproved
            : Edge(network, dialled);

    /// <summary>Entries count in the order of their numbers, so it stands before the first; null where no number is left.</summary>
    private static NetworkChange.AclRule? Rule(NetworkAcl acl, bool egress, int from, int to)
    {
        var first = acl.Entries.Where(entry => entry.Egress == egress).Select(entry => entry.Number).DefaultIfEmpty(200).Min();
        return first > 1 ? new(acl.Id, first / 2, egress, from, to) : null;
    }

    private static Hop Edge(NodeNetwork network, IPAddress? dialled)
    {
        var subnet = network.Node.SubnetId;
        if (network.Acl is not Fact<NetworkAcl>.Known { Value: var acl })
            return new(Hop.At(subnet), Passage.Unknown);
        var requests = acl.Of(egress: true, Https, Https, dialled);
        var answers = acl.Of(egress: false, s_answers.From, s_answers.To, dialled);
        return (requests, answers) switch
        {
            (Passage.Closed, _) => new(new Message("hop.acl-requests-denied", ("subnet", subnet), ("acl", acl.Id)), Passage.Closed,
                new Message("missing.acl-egress", ("acl", acl.Id)))
            { ByAddress = dialled is not null, Change = Rule(acl, egress: true, Https, Https) },
            (_, Passage.Closed) => new(new Message("hop.acl-answers-denied", ("subnet", subnet), ("acl", acl.Id)), Passage.Closed,
                new Message("missing.acl-answers", ("acl", acl.Id)))
            { ByAddress = dialled is not null, Change = Rule(acl, egress: false, s_answers.From, s_answers.To) },
            (Passage.Open, Passage.Open) => Hop.Open(subnet),
            _ => new(new Message("hop.acl-partly", ("subnet", subnet), ("acl", acl.Id)), Passage.Unknown),
        };
    }
}
