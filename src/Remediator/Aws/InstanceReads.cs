using Amazon.EC2.Model;
using Amazon.IdentityManagement.Model;
using Remediator.Core;
using Remediator.Core.Policies;

namespace Remediator.Aws;

/// <summary>What is asked of EC2 and IAM about the instance beneath a node, kept for <see cref="KeptFor"/>; an instance that EC2 does not know is asked about again.</summary>
public sealed class InstanceReads(AwsAccess aws, TimeProvider clock)
{
    /// <summary>Who pulls is told from it, so no longer than the role's own policies are kept.</summary>
    public static readonly TimeSpan KeptFor = RoleReads.KeptFor;

    // a filter takes no more values: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Filter.html
    private const int AtOnce = 200;

    private readonly KeptEach<(string Region, string Id), NodeInstance> described = new(KeptFor, clock);
    private readonly Kept<string, RoleArn> roles = new(KeptFor, clock);

    /// <summary>The instances by id, all asked side by side. One that EC2 does not know is a known null; unlike a list of ids, a filter does not fail for it.</summary>
    public async Task<IReadOnlyDictionary<string, Fact<NodeInstance?>>> DescribeAsync(string region, IEnumerable<string> ids, CancellationToken cancelled)
    {
        var parts = await Task.WhenAll(ids.Distinct().Chunk(AtOnce).Select(async chunk =>
            (chunk, Found: await Asked.FactAsync("ec2:DescribeInstances", () => KeptAsync(region, chunk, cancelled), cancelled))));
        return parts.SelectMany(part => part.chunk.Select(id => (id, Fact: Of((region, id), part.Found)))).ToDictionary(one => one.id, one => one.Fact);
    }

    /// <summary>The role in an instance profile: there is never more than one.</summary>
    public Task<Fact<RoleArn>> RoleOfAsync(Fact<NodeInstance?> instance, string region, CancellationToken cancelled) => instance switch
    {
        Fact<NodeInstance?>.Known { Value.Profile: { } profile } => Asked.FactAsync("iam:GetInstanceProfile",
            () => roles.GetAsync(profile, () => RoleInAsync(profile, region), cancelled), cancelled),
        Fact<NodeInstance?>.Known { Value: { } found } => Task.FromResult(Fact.Gap<RoleArn>($"instance {found.Id} has no instance profile")),
        _ => Task.FromResult(Fact.Gap<RoleArn>(instance.Gap ?? "the instance is not known")),
    };

    private async Task<RoleArn> RoleInAsync(string profile, string region)
    {
        var name = profile[(profile.LastIndexOf('/') + 1)..];
        var answer = await aws.Iam(region).GetInstanceProfileAsync(new GetInstanceProfileRequest { InstanceProfileName = name }, CancellationToken.None);
        return RoleArn.Parse(answer.InstanceProfile?.Roles?.FirstOrDefault()?.Arn ?? "");
    }

    private Task<Dictionary<(string Region, string Id), NodeInstance>> KeptAsync(string region, string[] ids, CancellationToken cancelled) =>
        described.GetAsync([.. ids.Select(id => (region, id))], missing => PagesAsync(region, missing.Select(one => one.Id)), cancelled);

    private async Task<Dictionary<(string Region, string Id), NodeInstance>> PagesAsync(string region, IEnumerable<string> ids)
    {
        var found = new Dictionary<(string Region, string Id), NodeInstance>();
        var request = new DescribeInstancesRequest { Filters = [new Amazon.EC2.Model.Filter { Name = "instance-id", Values = [.. ids] }] };
        do
        {
            var page = await aws.Ec2(region).DescribeInstancesAsync(request, CancellationToken.None);
            foreach (var instance in (page.Reservations ?? []).SelectMany(reservation => reservation.Instances ?? []))
                found[(region, instance.InstanceId)] = InstanceOf(instance);
            request.NextToken = page.NextToken;
        }
        while (!string.IsNullOrEmpty(request.NextToken));
        return found;
    }

    private static Fact<NodeInstance?> Of((string Region, string Id) id, Fact<Dictionary<(string Region, string Id), NodeInstance>> found) => found switch
    {
        Fact<Dictionary<(string Region, string Id), NodeInstance>>.Known { Value: var known } => Fact.Of(known.GetValueOrDefault(id)),
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
