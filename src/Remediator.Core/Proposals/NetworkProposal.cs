using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Images;
using Remediator.Core.Network;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Proposals;

/// <summary>The one rule, route or endpoint that opens the hop at which the path to ECR ends.</summary>
internal static class NetworkProposal
{
    private const int Https = 443;

    public static ProposedChange? Of(PullFailure failure, ImageReference.Ecr image, PullFacts facts)
    {
        if (facts.Network is not Fact<NodeNetwork>.Known { Value: var network }
            || Unreachable.PathOf(failure, image, network) is not { Broken.Change: { } change } path)
            return null;
        var after = Unreachable.PathTo(path.Service, failure, image, change.AppliedTo(network));
        var proposal = Of(change, ShellCommands.Quote(failure.Scope.Region));
        return proposal with
        {
            Proved = after.Broken is null,
            // another hop may be closed behind this one
            Notes = after.Broken is { Missing: { } next } ? [new(new Message("proposal.then-missing", ("missing", next)))] : proposal.Notes,
        };
    }

    private static ProposedChange Of(NetworkChange change, string region) => change switch
    {
        NetworkChange.NodeEgress rule => Egress(rule, region),
        NetworkChange.EndpointIngress rule => Ingress(rule, region),
        NetworkChange.AclRule rule => Acl(rule, region),
        NetworkChange.DefaultRouteToNat route => Route(route, region),
        NetworkChange.GatewayEndpoint gateway => Gateway(gateway, region),
        NetworkChange.InterfaceEndpoint one => Interface(one, region),
        _ => throw new InvalidOperationException($"{change.GetType().Name} is no change of a network that can be proposed"),
    };

    private static ProposedChange Egress(NetworkChange.NodeEgress rule, string region) => new(ProposalKind.SecurityGroupRule, rule.Group,
        new Message("proposal.node-egress", ("group", rule.Group), ("cidr", rule.Cidr)),
        $"aws ec2 authorize-security-group-egress --region {region} --group-id {ShellCommands.Quote(rule.Group)} "
        + $"--ip-permissions IpProtocol=tcp,FromPort={Https},ToPort={Https},IpRanges='[{{CidrIp={rule.Cidr}}}]'")
    {
        CloudFormation = Code.CloudFormation("PullFromEcr", "AWS::EC2::SecurityGroupEgress",
            ("GroupId", rule.Group), ("IpProtocol", "tcp"), ("FromPort", Https), ("ToPort", Https), ("CidrIp", rule.Cidr)),
        Terraform = Code.Terraform("aws_vpc_security_group_egress_rule", "pull_from_ecr",
            ("security_group_id", rule.Group), ("ip_protocol", "tcp"), ("from_port", Https), ("to_port", Https), ("cidr_ipv4", rule.Cidr)),
    };

    private static ProposedChange Ingress(NetworkChange.EndpointIngress rule, string region)
    {
        var source = rule.SourceGroup ?? rule.SourceCidr;
        var permission = rule.SourceGroup is { } group ? $"UserIdGroupPairs='[{{GroupId={group}}}]'" : $"IpRanges='[{{CidrIp={source}}}]'";
        return new(ProposalKind.SecurityGroupRule, rule.Group,
            new Message("proposal.endpoint-ingress", ("group", rule.Group), ("source", source)),
            $"aws ec2 authorize-security-group-ingress --region {region} --group-id {ShellCommands.Quote(rule.Group)} "
            + $"--ip-permissions IpProtocol=tcp,FromPort={Https},ToPort={Https},{permission}")
        {
            CloudFormation = Code.CloudFormation("NodesToEndpoint", "AWS::EC2::SecurityGroupIngress",
                ("GroupId", rule.Group), ("IpProtocol", "tcp"), ("FromPort", Https), ("ToPort", Https),
                (rule.SourceGroup is null ? "CidrIp" : "SourceSecurityGroupId", source)),
            Terraform = Code.Terraform("aws_vpc_security_group_ingress_rule", "nodes_to_endpoint",
                ("security_group_id", rule.Group), ("ip_protocol", "tcp"), ("from_port", Https), ("to_port", Https),
                (rule.SourceGroup is null ? "cidr_ipv4" : "referenced_security_group_id", source)),
        };
    }

    private static ProposedChange Acl(NetworkChange.AclRule rule, string region) => new(ProposalKind.NetworkAclEntry, rule.Acl,
        rule.Egress
            ? new Message("proposal.acl-egress", ("acl", rule.Acl), ("number", rule.Number))
            : new Message("proposal.acl-answers", ("acl", rule.Acl), ("number", rule.Number)),
        $"aws ec2 create-network-acl-entry --region {region} --network-acl-id {ShellCommands.Quote(rule.Acl)} "
        + $"--rule-number {rule.Number} {(rule.Egress ? "--egress" : "--ingress")} --protocol 6 "
        + $"--port-range From={rule.From},To={rule.To} --cidr-block 0.0.0.0/0 --rule-action allow")
    {
        CloudFormation = Code.CloudFormation("PullFromEcr", "AWS::EC2::NetworkAclEntry",
            ("NetworkAclId", rule.Acl), ("RuleNumber", rule.Number), ("Egress", rule.Egress), ("Protocol", 6),
            ("PortRange", new JsonObject { ["From"] = rule.From, ["To"] = rule.To }), ("CidrBlock", "0.0.0.0/0"), ("RuleAction", "allow")),
        Terraform = Code.Terraform("aws_network_acl_rule", "pull_from_ecr",
            ("network_acl_id", rule.Acl), ("rule_number", rule.Number), ("egress", rule.Egress), ("protocol", "tcp"),
            ("from_port", rule.From), ("to_port", rule.To), ("cidr_block", "0.0.0.0/0"), ("rule_action", "allow")),
    };

    private static ProposedChange Route(NetworkChange.DefaultRouteToNat route, string region) => new(ProposalKind.Route, route.RouteTable,
        new Message("proposal.route", ("routeTable", route.RouteTable), ("nat", route.Nat)),
        $"aws ec2 {(route.Replaces ? "replace-route" : "create-route")} --region {region} "
        + $"--route-table-id {ShellCommands.Quote(route.RouteTable)} --destination-cidr-block 0.0.0.0/0 "
        + $"--nat-gateway-id {ShellCommands.Quote(route.Nat)}")
    {
        CloudFormation = Code.CloudFormation("DefaultRoute", "AWS::EC2::Route",
            ("RouteTableId", route.RouteTable), ("DestinationCidrBlock", "0.0.0.0/0"), ("NatGatewayId", route.Nat)),
        Terraform = Code.Terraform("aws_route", "default",
            ("route_table_id", route.RouteTable), ("destination_cidr_block", "0.0.0.0/0"), ("nat_gateway_id", route.Nat)),
    };

    private static ProposedChange Gateway(NetworkChange.GatewayEndpoint gateway, string region) => new(ProposalKind.VpcEndpoint,
        gateway.RouteTable, new Message("proposal.gateway-endpoint", ("service", gateway.Service), ("routeTable", gateway.RouteTable)),
        $"aws ec2 create-vpc-endpoint --region {region} --vpc-id {ShellCommands.Quote(gateway.Vpc)} "
        + $"--service-name {ShellCommands.Quote(gateway.Service)} --route-table-ids {ShellCommands.Quote(gateway.RouteTable)}")
    {
        CloudFormation = Code.CloudFormation("LayersEndpoint", "AWS::EC2::VPCEndpoint",
            ("VpcEndpointType", "Gateway"), ("VpcId", gateway.Vpc), ("ServiceName", gateway.Service),
            ("RouteTableIds", JsonText.ArrayOf([gateway.RouteTable]))),
        Terraform = Code.Terraform("aws_vpc_endpoint", "layers",
            ("vpc_endpoint_type", "Gateway"), ("vpc_id", gateway.Vpc), ("service_name", gateway.Service),
            ("route_table_ids", JsonText.ArrayOf([gateway.RouteTable]))),
    };

    private static ProposedChange Interface(NetworkChange.InterfaceEndpoint one, string region) => new(ProposalKind.VpcEndpoint, one.Vpc,
        new Message("proposal.interface-endpoint", ("service", one.Service), ("vpc", one.Vpc)),
        $"aws ec2 create-vpc-endpoint --region {region} --vpc-endpoint-type Interface --vpc-id {ShellCommands.Quote(one.Vpc)} "
        + $"--service-name {ShellCommands.Quote(one.Service)} --subnet-ids {ShellCommands.Quote(one.Subnet)} "
        + $"--security-group-ids {string.Join(' ', one.Groups.Select(ShellCommands.Quote))} --private-dns-enabled")
    {
        CloudFormation = Code.CloudFormation("RegistryEndpoint", "AWS::EC2::VPCEndpoint",
            ("VpcEndpointType", "Interface"), ("VpcId", one.Vpc), ("ServiceName", one.Service),
            ("SubnetIds", JsonText.ArrayOf([one.Subnet])), ("SecurityGroupIds", JsonText.ArrayOf(one.Groups)), ("PrivateDnsEnabled", true)),
        Terraform = Code.Terraform("aws_vpc_endpoint", "registry",
            ("vpc_endpoint_type", "Interface"), ("vpc_id", one.Vpc), ("service_name", one.Service),
            ("subnet_ids", JsonText.ArrayOf([one.Subnet])), ("security_group_ids", JsonText.ArrayOf(one.Groups)),
            ("private_dns_enabled", true)),
        Notes = [new(new Message("proposal.endpoint-admits", ("groups", string.Join(", ", one.Groups))))],
    };
}
