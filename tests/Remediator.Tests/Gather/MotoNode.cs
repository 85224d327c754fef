using System.Text.RegularExpressions;
using System.Xml.Linq;
using Remediator.Tests.Witnesses;

namespace Remediator.Tests.Gather;

/// <summary>A node's instance in moto, with a VPC, a role and an instance profile of its own.</summary>
internal sealed partial record MotoNode(string Instance, string Vpc, string Subnet, string Group, string Table)
{
    public static async Task<MotoNode> LaunchAsync(Moto moto, string cluster)
    {
        var vpc = await moto.NewAsync("CreateVpc", "vpcId", ("CidrBlock", "10.7.0.0/16"));
        var subnet = await moto.NewAsync("CreateSubnet", "subnetId", ("VpcId", vpc), ("CidrBlock", "10.7.1.0/24"));
        var group = await moto.NewAsync("CreateSecurityGroup", "groupId",
            ("VpcId", vpc), ("GroupName", cluster), ("GroupDescription", cluster));
        var role = $"{cluster}-node";
        await moto.FormAsync("iam", "CreateRole",
            ("RoleName", role), ("AssumeRolePolicyDocument", """{"Version":"2012-10-17","Statement":[]}"""));
        await moto.FormAsync("iam", "CreateInstanceProfile", ("InstanceProfileName", role));
        await moto.FormAsync("iam", "AddRoleToInstanceProfile", ("InstanceProfileName", role), ("RoleName", role));
        var image = Image().Match(await moto.FormAsync("ec2", "DescribeImages")).Value;
        var instance = await moto.NewAsync("RunInstances", "instanceId",
            ("ImageId", image), ("MinCount", "1"), ("MaxCount", "1"), ("SubnetId", subnet), ("SecurityGroupId.1", group),
            ("IamInstanceProfile.Name", role), ("TagSpecification.1.ResourceType", "instance"),
            ("TagSpecification.1.Tag.1.Key", $"kubernetes.io/cluster/{cluster}"), ("TagSpecification.1.Tag.1.Value", "owned"));
        var tables = await moto.FormAsync("ec2", "DescribeRouteTables", ("Filter.1.Name", "vpc-id"), ("Filter.1.Value.1", vpc));
        var table = XElement.Parse(tables).Descendants().First(element => element.Name.LocalName == "routeTableId").Value;
        return new(instance, vpc, subnet, group, table);
    }

    [GeneratedRegex("ami-[0-9a-f]+")]
    private static partial Regex Image();
}
