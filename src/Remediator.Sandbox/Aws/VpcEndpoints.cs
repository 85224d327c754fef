using System.Xml.Linq;
using Remediator.Sandbox.Scenarios;

namespace Remediator.Sandbox.Aws;

/// <summary>The VPC endpoints of the clusters' VPCs: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpoints.html</summary>
internal sealed class VpcEndpoints(Scenario scenario)
{
    public XElement Describe(AwsRequest request)
    {
        var ids = request.List("VpcEndpointId");
        var vpcs = request.Text("Filter.1.Name") == "vpc-id" ? request.List("Filter.1.Value") : null;
        return new("Result", new XElement("vpcEndpointSet", scenario.Clusters.Values
            .Where(cluster => vpcs is null || vpcs.Contains(cluster.Vpc))
            .SelectMany(cluster => cluster.Endpoints.Select(endpoint => (cluster.Vpc, Id: endpoint.Key, Endpoint: endpoint.Value)))
            .Where(one => ids.Count == 0 || ids.Contains(one.Id))
            .Select(one => Item(one.Vpc, one.Id, one.Endpoint))));
    }

    private XElement Item(string vpc, string id, Endpoint endpoint) => new("item",
        new XElement("vpcEndpointId", id),
        new XElement("vpcEndpointType", endpoint.Service == "s3" ? "Gateway" : "Interface"),
        new XElement("vpcId", vpc),
        new XElement("serviceName", $"com.amazonaws.{scenario.Region}.{endpoint.Service}"),
        new XElement("state", "available"),
        new XElement("policyDocument", endpoint.Policy.GetRawText()),
        new XElement("privateDnsEnabled", endpoint.Service != "s3"));
}
