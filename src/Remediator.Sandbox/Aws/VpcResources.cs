using System.Text;
using System.Xml.Linq;

namespace Remediator.Sandbox.Aws;

/// <summary>The resources of a VPC, as EC2 describes them.</summary>
internal sealed class VpcResources(Scenario scenario, Cluster cluster)
{
    private readonly Network _network = cluster.Network;

    private string[] SubnetIds => [.. cluster.Nodes.Values.Select(cluster.SubnetOf).Concat(_network.Subnets.Keys)
        .Concat(cluster.NodeGroups.Values.SelectMany(group => group.Subnets)).Distinct()];

    public IEnumerable<Ec2Resource> Itself() =>
        [One(cluster.Vpc, [("vpcId", cluster.Vpc), ("ownerId", scenario.Account), ("state", "available"), ("cidrBlock", "10.42.0.0/16"),
            ("isDefault", false)], [])];

    public IEnumerable<Ec2Resource> Subnets() => SubnetIds.Select((id, n) => One(id,
        [("subnetId", id), ("vpcId", cluster.Vpc), ("ownerId", scenario.Account), ("state", "available"),
            ("cidrBlock", $"10.42.{32 * n}.0/19"), ("availabilityZone", $"{scenario.Region}a")],
        [("subnet-id", id)]));

    public IEnumerable<Ec2Resource> RouteTables() =>
    [
        Table(Network.MainTable, _network.DefaultRoute, null, [.. _network.Routes.Select(route => Route(route.Key, route.Value))]),
        .. _network.Subnets.Select(subnet => Table(_network.TableOf(subnet.Key), subnet.Value, subnet.Key)),
        .. Nats.Select(id => Table($"rtb-{id[4..]}", _network.NatOf(id).DefaultRoute, SubnetOfNat(id))),
    ];

    /// <summary>A participant of a shared VPC does not see the owner's gateways.</summary>
    public IEnumerable<Ec2Resource> NatGateways() => _network.Owner is null ? Nats.Select(Gateway) : [];

    public IEnumerable<Ec2Resource> Endpoints() => _network.Owner is not null ? [] : _network.Endpoints.Select(endpoint =>
        endpoint.Key == "s3" ? Gateway(endpoint.Value)
        : endpoint.Key.StartsWith("rcfg-", StringComparison.Ordinal)
            ? EndpointOf(endpoint.Key, null, endpoint.Value, "Resource", new XElement("resourceConfigurationArn", endpoint.Key))
        : Interface(endpoint.Key, endpoint.Value));

    private string[] Nats =>
        [.. _network.Subnets.Values.Append(_network.DefaultRoute).Concat(_network.NatGateways.Keys)
            .Where(route => route.StartsWith("nat-", StringComparison.Ordinal)).Distinct()];

    private string Owner => _network.Owner ?? scenario.Account;

    private static string SubnetOfNat(string id) => $"subnet-{id[4..]}";

    private Ec2Resource Gateway(string id) => One(id,
        [("natGatewayId", id), ("subnetId", SubnetOfNat(id)), ("vpcId", cluster.Vpc), ("state", _network.NatOf(id).State),
            ("connectivityType", _network.NatOf(id).Public ? "public" : "private")],
        [("nat-gateway-id", id), ("state", _network.NatOf(id).State)]);

    public IEnumerable<Ec2Resource> SecurityGroups() =>
    [
        Group(Network.NodeGroupId, "eks-cluster-sg", [new Rule { Group = Network.NodeGroupId }], _network.NodeEgress),
        .. _network.Endpoints.Where(endpoint => endpoint.Key != "s3" && !endpoint.Key.StartsWith("rcfg-", StringComparison.Ordinal))
            .Select(endpoint => Group(GroupId(endpoint.Key), $"{endpoint.Key}-endpoint", endpoint.Value.Ingress, [new Rule()])),
    ];

    public IEnumerable<Ec2Resource> NetworkAcls() =>
    [
        One(Network.Acl, [("networkAclId", Network.Acl), ("vpcId", cluster.Vpc), ("default", true), ("ownerId", scenario.Account)],
            [.. SubnetIds.Select(id => ("association.subnet-id", id))],
            new XElement("entrySet", _network.AclRules.Select(Entry).Append(Last(true)).Append(Last(false))),
            new XElement("associationSet",
                SubnetIds.Select(id => Item(("networkAclAssociationId", $"aclassoc-{id[7..]}"), ("networkAclId", Network.Acl),
                    ("subnetId", id))))),
    ];

    private static XElement Route(string cidr, string route, bool blackhole = false)
    {
        var target = route.Split('-')[0] switch
        {
            "nat" => "natGatewayId",
            "tgw" => "transitGatewayId",
            "eni" => "networkInterfaceId",
            _ => "gatewayId"
        };
        return Item(("destinationCidrBlock", cidr), (target, route), ("state", blackhole ? "blackhole" : "active"),
            ("origin", "CreateRoute"));
    }

    private Ec2Resource Table(string id, string route, string? subnet, params XElement[] narrower)
    {
        var local = Item(("destinationCidrBlock", "10.42.0.0/16"), ("gatewayId", "local"), ("state", "active"),
            ("origin", "CreateRouteTable"));
        var outward = route.Length == 0 ? null : Route("0.0.0.0/0", route, _network.Blackhole);
        var association = Item(("routeTableAssociationId", $"rtbassoc-{id[4..]}"), ("routeTableId", id), ("main", subnet is null));
        association.Add(subnet is null ? null : new XElement("subnetId", subnet),
            new XElement("associationState", new XElement("state", "associated")));
        return One(id, [("routeTableId", id), ("vpcId", cluster.Vpc), ("ownerId", Owner)],
            [subnet is null ? ("association.main", "true") : ("association.subnet-id", subnet)],
            new XElement("routeSet", local, outward, narrower), new XElement("associationSet", association));
    }

    private Ec2Resource Interface(string service, Endpoint endpoint) => EndpointOf(service, NameOf(service), endpoint, "Interface",
        new XElement("privateDnsEnabled", endpoint.PrivateDns),
        new XElement("subnetIdSet", SubnetIds.Select(id => new XElement("item", id))),
        new XElement("groupSet", Item(("groupId", GroupId(service)), ("groupName", $"{service}-endpoint"))));

    private Ec2Resource Gateway(Endpoint endpoint) => EndpointOf("s3", NameOf("s3"), endpoint, "Gateway",
        new XElement("privateDnsEnabled", false),
        new XElement("routeTableIdSet",
            (endpoint.RouteTables ?? [.. _network.Subnets.Keys.Select(_network.TableOf), Network.MainTable])
                .Select(id => new XElement("item", id))));

    private string NameOf(string service) => $"com.amazonaws.{scenario.Region}.{service}";

    private Ec2Resource EndpointOf(string key, string? name, Endpoint endpoint, string type, params XElement[] more)
    {
        var id = EndpointId(key);
        var policy = endpoint.Policy?.GetRawText() ?? """{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}]}""";
        return One(id,
            [("vpcEndpointId", id), ("vpcEndpointType", type), ("vpcId", cluster.Vpc), .. name is null ? (ReadOnlySpan<(string, object)>)[]
                : [("serviceName", name)], ("state", endpoint.State), ("policyDocument", policy), ("ownerId", scenario.Account)],
            [("vpc-endpoint-id", id), ("service-name", name ?? ""), ("vpc-endpoint-type", type),
                ("vpc-endpoint-state", endpoint.State)], more);
    }

    private Ec2Resource Group(string id, string name, IReadOnlyList<Rule> ingress, IReadOnlyList<Rule> egress) => One(id,
        [("groupId", id), ("groupName", name), ("groupDescription", name), ("vpcId", cluster.Vpc), ("ownerId", scenario.Account)],
        [("group-id", id), ("group-name", name)],
        new XElement("ipPermissions", ingress.Select(Permission)), new XElement("ipPermissionsEgress", egress.Select(Permission)));

    private XElement Permission(Rule rule)
    {
        var item = Item(("ipProtocol", rule.Protocol));
        if (rule.From is { } from)
            item.Add(new XElement("fromPort", from));
        if (rule.To is { } to)
            item.Add(new XElement("toPort", to));
        item.Add(rule.Group is { } group
            ? new XElement("groups", Item(("groupId", group), ("userId", scenario.Account)))
            : new XElement("ipRanges", Item(("cidrIp", rule.Cidr))));
        return item;
    }

    private static XElement Entry(AclRule rule)
    {
        var protocol = rule.Protocol is "tcp" ? "6" : rule.Protocol;
        var item = Item(("ruleNumber", rule.Number), ("protocol", protocol), ("ruleAction", rule.Allow ? "allow" : "deny"),
            ("egress", rule.Egress), ("cidrBlock", rule.Cidr));
        if (rule.From is { } from)
            item.Add(new XElement("portRange", new XElement("from", from), new XElement("to", rule.To ?? from)));
        return item;
    }

    // the default rule, which cannot be deleted
    private static XElement Last(bool egress) => Entry(new AclRule(32767, egress) { Allow = false });

    private Ec2Resource One(string id, (string Name, object Value)[] fields, (string, string)[] traits, params XElement[] more)
    {
        var item = Item(fields);
        item.Add(more);
        return new(id, item, [("vpc-id", cluster.Vpc), .. traits]);
    }

    private static XElement Item(params (string Name, object Value)[] fields) =>
        new("item", fields.Select(field => new XElement(field.Name, field.Value)));

    public static string EndpointId(string service) => $"vpce-{Hex(service)}";

    private static string GroupId(string service) => $"sg-{Hex(service)}";

    private static string Hex(string text) => SigV4.Hash(Encoding.UTF8.GetBytes(text))[..17];
}
