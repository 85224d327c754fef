using Amazon.EC2.Model;
using Amazon.IdentityManagement.Model;
using Remediator.Core;
using Remediator.Core.Policies;

namespace Remediator.Aws;

/// <summary>What is asked of EC2 and IAM about the instance beneath a node.</summary>
internal sealed class InstanceReads(AwsAccess aws)
{
    // a filter takes no more values: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Filter.html
    private const int AtOnce = 200;

    /// <summary>The instances by id, all asked side by side. One that EC2 does not know is a known null; unlike a list of ids, a filter does not fail for it.</summary>
    public async Task<IReadOnlyDictionary<string, Fact<NodeInstance?>>> DescribeAsync(string region, IEnumerable<string> ids, CancellationToken cancelled)
    {
        var parts = await Task.WhenAll(ids.Distinct().Chunk(AtOnce).Select(async chunk =>
            (chunk, Found: await Asked.FactAsync("ec2:DescribeInstances", () => PagesAsync(region, chunk, cancelled), cancelled))));
        return parts.SelectMany(part => part.chunk.Select(id => (id, Fact: Of(id, part.Found)))).ToDictionary(one => one.id, one => one.Fact);
    }

    /// <summary>The role in an instance profile: there is never more than one.</summary>
    public Task<Fact<RoleArn>> RoleOfAsync(Fact<NodeInstance?> instance, string region, CancellationToken cancelled) => instance switch
    {
        Fact<NodeInstance?>.Known { Value.Profile: { } profile } => Asked.FactAsync("iam:GetInstanceProfile", async () =>
        {
            var name = profile[(profile.LastIndexOf('/') + 1)..];
            var answer = await aws.Iam(region).GetInstanceProfileAsync(new GetInstanceProfileRequest { InstanceProfileName = name }, cancelled);
            return RoleArn.Parse(answer.InstanceProfile?.Roles?.FirstOrDefault()?.Arn ?? "");
        }, cancelled),
        Fact<NodeInstance?>.Known { Value: { } found } => Task.FromResult(Fact.Gap<RoleArn>($"instance {found.Id} has no instance profile")),
        _ => Task.FromResult(Fact.Gap<RoleArn>(instance.Gap ?? "the instance is not known")),
    };

    private async Task<Dictionary<string, NodeInstance>> PagesAsync(string region, string[] ids, CancellationToken cancelled)
    {
        var found = new Dictionary<string, NodeInstance>();
        var request = new DescribeInstancesRequest { Filters = [new Amazon.EC2.Model.Filter { Name = "instance-id", Values = [.. ids] }] };
        do
        {
            var page = await aws.Ec2(region).DescribeInstancesAsync(request, cancelled);
            foreach (var instance in (page.Reservations ?? []).SelectMany(reservation => reservation.Instances ?? []))
                found[instance.InstanceId] = InstanceOf(instance);
            request.NextToken = page.NextToken;
        }
        while (!string.IsNullOrEmpty(request.NextToken));
        return found;
    }

    private static Fact<NodeInstance?> Of(string id, Fact<Dictionary<string, NodeInstance>> found) => found switch
    {
        Fact<Dictionary<string, NodeInstance>>.Known { Value: var known } => Fact.Of(known.GetValueOrDefault(id)),
        _ => Fact.Gap<NodeInstance?>(found.Gap!),
    };

    private static NodeInstance InstanceOf(Instance instance) =>
        new(instance.InstanceId, instance.VpcId ?? "", instance.SubnetId ?? "", instance.PrivateIpAddress ?? "")
        {
            Profile = instance.IamInstanceProfile?.Arn,
            PublicIp = string.IsNullOrEmpty(instance.PublicIpAddress) ? null : instance.PublicIpAddress,
            SecurityGroups = [.. (instance.SecurityGroups ?? []).Select(group => group.GroupId)],
            Tags = (instance.Tags ?? []).ToDictionary(tag => tag.Key, tag => tag.Value ?? ""),
        };
}
