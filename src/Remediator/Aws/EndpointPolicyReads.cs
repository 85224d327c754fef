using Amazon.EC2.Model;
using Remediator.Core;
using Remediator.Core.Policies;
using VpcEndpoint = Amazon.EC2.Model.VpcEndpoint;

namespace Remediator.Aws;

/// <summary>The policies of the VPC endpoints that a node's pull goes through: those of ECR and S3 in the cluster's VPC.</summary>
public sealed class EndpointPolicyReads(AwsAccess aws, ClusterReads clusters)
{
    private static readonly (EndpointService Service, string Suffix)[] Services =
        [(EndpointService.EcrApi, "ecr.api"), (EndpointService.EcrDkr, "ecr.dkr"), (EndpointService.S3, "s3")];

    public async Task<Fact<IReadOnlyList<EndpointPolicy>>> ReadAsync(Scope scope, CancellationToken cancelled)
    {
        var vpc = await Asked.FactAsync("eks:DescribeCluster", async () =>
            (await clusters.DescribeAsync(scope, cancelled))?.ResourcesVpcConfig?.VpcId
            ?? throw new FormatException("the cluster names no VPC"), cancelled);
        return vpc is Fact<string>.Known { Value: var id }
            ? await Asked.FactAsync<IReadOnlyList<EndpointPolicy>>("ec2:DescribeVpcEndpoints", async () =>
                [.. (await EndpointsAsync(scope.Place, id, cancelled)).SelectMany(endpoint => PoliciesOf(endpoint, scope.Region))], cancelled)
            : Fact.Gap<IReadOnlyList<EndpointPolicy>>(vpc.Gap!);
    }

    private Task<IReadOnlyList<VpcEndpoint>> EndpointsAsync(Place place, string vpc, CancellationToken cancelled) => Pages.AllAsync(
        token => aws.Ec2(place).DescribeVpcEndpointsAsync(
            new DescribeVpcEndpointsRequest { Filters = [new Amazon.EC2.Model.Filter("vpc-id", [vpc])], NextToken = token }, cancelled),
        page => (page.VpcEndpoints, page.NextToken));

    private static IEnumerable<EndpointPolicy> PoliciesOf(VpcEndpoint endpoint, string region) =>
        from known in Services
        where endpoint.ServiceName?.EndsWith($".{region}.{known.Suffix}", StringComparison.Ordinal) == true
            && IsOnTheWay(endpoint) && endpoint.PolicyDocument is { Length: > 0 }
        select new EndpointPolicy(known.Service, endpoint.VpcEndpointId, PolicyDocument.Parse(endpoint.PolicyDocument));

    // without private DNS the registry's name does not lead to an interface endpoint
    private static bool IsOnTheWay(VpcEndpoint endpoint) =>
        endpoint.VpcEndpointType?.Value == "Gateway" || endpoint.PrivateDnsEnabled == true;
}
