using Remediator.Aws;
using Remediator.Core.Facts;
using Remediator.Core.Network;
using Remediator.Core.Policies.Language;
using RouteTable = Remediator.Core.Network.RouteTable;
using VpcEndpoint = Amazon.EC2.Model.VpcEndpoint;

namespace Remediator.Gather;

/// <summary>The policies of the VPC endpoints that a node's pull goes through: those of ECR and S3 in the node's VPC.</summary>
public sealed class EndpointPolicyReads(AwsAccess aws, ClusterReads clusters)
{
    private static readonly (EndpointService Service, string Suffix)[] s_services =
        [(EndpointService.EcrApi, "ecr.api"), (EndpointService.EcrDkr, "ecr.dkr"), (EndpointService.S3, "s3")];

    private readonly VpcReads _vpcs = new(aws);

    /// <param name="node">The instance beneath the node: a gateway endpoint serves only the subnets whose route table it is in.</param>
    public async Task<Fact<IReadOnlyList<EndpointPolicy>>> ReadAsync(Scope scope, Fact<NodeInstance?> node, CancellationToken cancelled)
    {
        // a terminated instance has no VPC any more
        var instance = node.ValueOrNull() is { VpcId.Length: > 0 } found ? found : null;
        var vpc = instance is null ? await VpcAsync(scope, cancelled) : Fact.Of(instance.VpcId);
        if (vpc is not Fact<string>.Known { Value: var id })
            return Fact.Gap<IReadOnlyList<EndpointPolicy>>(vpc.Gap!);
        var routes = instance is null
            ? Task.FromResult(SubnetUnknown(node.Gap ?? new Message("gap.node.unknown-to-ec2")))
            : RoutesAsync(instance, scope.Place, cancelled);
        return await TryRead.FactAsync<IReadOnlyList<EndpointPolicy>>("ec2:DescribeVpcEndpoints", async () =>
        {
            var endpoints = await _vpcs.EndpointsAsync(id, scope.Place, cancelled);
            var table = await routes;
            return [.. endpoints.SelectMany(endpoint => PoliciesOf(endpoint, scope.Region, table))];
        }, cancelled);
    }

    private Task<Fact<string>> VpcAsync(Scope scope, CancellationToken cancelled) => TryRead.FactAsync("eks:DescribeCluster", async () =>
        (await clusters.DescribeAsync(scope, cancelled))?.ResourcesVpcConfig?.VpcId
        ?? throw new UnusableAnswerException(new Message("gap.response.no-vpc")), cancelled);

    private async Task<Fact<RouteTable>> RoutesAsync(NodeInstance node, Place place, CancellationToken cancelled) =>
        VpcReads.RoutesOf(node.SubnetId, await _vpcs.RouteTablesAsync(node.VpcId, place, cancelled));

    private static Fact<RouteTable> SubnetUnknown(Message why) =>
        Fact.Gap<RouteTable>(new Message("gap.network.subnet-unknown", ("why", why)));

    private static IEnumerable<EndpointPolicy> PoliciesOf(VpcEndpoint endpoint, string region, Fact<RouteTable> routes) =>
        from known in s_services
        where endpoint.ServiceName?.EndsWith($".{region}.{known.Suffix}", StringComparison.Ordinal) == true
        let value = Ec2Values.EndpointOf(endpoint)
        where value.Works && MayServe(value, routes) && endpoint.PolicyDocument is { Length: > 0 }
        select new EndpointPolicy(known.Service, endpoint.VpcEndpointId, PolicyDocument.Parse(endpoint.PolicyDocument))
        {
            Doubt = value.IsGateway ? routes.Gap : null,
        };

    // without private DNS the registry's name does not resolve to an interface endpoint
    private static bool MayServe(Core.Network.VpcEndpoint endpoint, Fact<RouteTable> routes) => endpoint.IsGateway
        ? routes is not Fact<RouteTable>.Known { Value.Id: var table } || endpoint.RouteTables.Contains(table)
        : endpoint.PrivateDns;
}
