using Remediator.Aws;
using Remediator.Core.Common;
using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Images;
using Remediator.Core.Network;
using Remediator.Core.Policies.Language;
using RouteTable = Remediator.Core.Network.RouteTable;
using VpcEndpoint = Amazon.EC2.Model.VpcEndpoint;

namespace Remediator.Gather;

/// <summary>The policies of the VPC endpoints that a node's pull goes through: those of ECR and S3 in the node's VPC.</summary>
public sealed class EndpointPolicyReads(AwsAccess aws, ClusterReads clusters)
{
    private static readonly (EndpointService Service, string Suffix)[] Services =
        [(EndpointService.EcrApi, "ecr.api"), (EndpointService.EcrDkr, "ecr.dkr"), (EndpointService.S3, "s3")];

    private readonly VpcReads vpcs = new(aws);

    /// <param name="node">The instance beneath the node: a gateway endpoint is on the way of those subnets only whose route table it stands in.</param>
    public async Task<Fact<IReadOnlyList<EndpointPolicy>>> ReadAsync(Scope scope, Fact<NodeInstance?> node, CancellationToken cancelled)
    {
        // of an instance that is gone EC2 tells no network
        var instance = (node as Fact<NodeInstance?>.Known)?.Value is { VpcId.Length: > 0 } found ? found : null;
        var vpc = instance is null ? await VpcAsync(scope, cancelled) : Fact.Of(instance.VpcId);
        if (vpc is not Fact<string>.Known { Value: var id })
            return Fact.Gap<IReadOnlyList<EndpointPolicy>>(vpc.Gap!);
        var routes = instance is null
            ? Task.FromResult(Fact.Gap<RouteTable>($"which subnet the node is in is not known: {node.Gap ?? "EC2 does not know its instance"}"))
            : RoutesAsync(instance, scope.Place, cancelled);
        return await TryRead.FactAsync<IReadOnlyList<EndpointPolicy>>("ec2:DescribeVpcEndpoints", async () =>
        {
            var endpoints = await vpcs.EndpointsAsync(id, scope.Place, cancelled);
            var table = await routes;
            return [.. endpoints.SelectMany(endpoint => PoliciesOf(endpoint, scope.Region, table))];
        }, cancelled);
    }

    private Task<Fact<string>> VpcAsync(Scope scope, CancellationToken cancelled) => TryRead.FactAsync("eks:DescribeCluster", async () =>
        (await clusters.DescribeAsync(scope, cancelled))?.ResourcesVpcConfig?.VpcId ?? throw new FormatException("the cluster names no VPC"), cancelled);

    private async Task<Fact<RouteTable>> RoutesAsync(NodeInstance node, Place place, CancellationToken cancelled) =>
        VpcReads.RoutesOf(node.SubnetId, await vpcs.RouteTablesAsync(node.VpcId, place, cancelled));

    private static IEnumerable<EndpointPolicy> PoliciesOf(VpcEndpoint endpoint, string region, Fact<RouteTable> routes) =>
        from known in Services
        where endpoint.ServiceName?.EndsWith($".{region}.{known.Suffix}", StringComparison.Ordinal) == true
        let value = Ec2Values.EndpointOf(endpoint)
        where value.Works && MayStandOnTheWay(value, routes) && endpoint.PolicyDocument is { Length: > 0 }
        select new EndpointPolicy(known.Service, endpoint.VpcEndpointId, PolicyDocument.Parse(endpoint.PolicyDocument))
        {
            Doubt = value.IsGateway ? routes.Gap : null,
        };

    // without private DNS the registry's name does not lead to an interface endpoint
    private static bool MayStandOnTheWay(Remediator.Core.Network.VpcEndpoint endpoint, Fact<RouteTable> routes) => endpoint.IsGateway
        ? routes is not Fact<RouteTable>.Known { Value.Id: var table } || endpoint.RouteTables.Contains(table)
        : endpoint.PrivateDns;
}
