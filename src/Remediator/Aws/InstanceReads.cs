using Amazon.EC2.Model;
using Amazon.IdentityManagement.Model;
using Remediator.Core.Common;
using Remediator.Core.Images;
using Remediator.Core.Network;
using Remediator.Core.Policies.Language;
using Remediator.Gather;
using Remediator.Runtime;

namespace Remediator.Aws;

/// <summary>What is asked of EC2 and IAM about the instance beneath a node, kept for <see cref="KeptFor"/>; an instance that EC2 does not know is asked about again.</summary>
public sealed class InstanceReads(AwsAccess aws, TimeProvider clock)
{
    /// <summary>Who pulls is told from it, so no longer than the role's own policies are kept.</summary>
    public static readonly TimeSpan KeptFor = RoleReads.KeptFor;

    // a filter takes no more values: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Filter.html
    private const int AtOnce = 200;

    private readonly TtlBatchCache<(Place Place, string Id), NodeInstance> described = new(KeptFor, clock);
    private readonly TtlCache<(Place Place, string Profile), RoleArn> roles = new(KeptFor, clock);

    /// <summary>The instances by id, all asked side by side. One that EC2 does not know is a known null; unlike a list of ids, a filter does not fail for it.</summary>
    public async Task<IReadOnlyDictionary<string, Fact<NodeInstance?>>> DescribeAsync(Place place, IEnumerable<string> ids, CancellationToken cancelled)
    {
        var parts = await Task.WhenAll(ids.Distinct().Chunk(AtOnce).Select(async chunk =>
            (chunk, Found: await TryRead.FactAsync("ec2:DescribeInstances", () => KeptAsync(place, chunk, cancelled), cancelled))));
        return parts.SelectMany(part => part.chunk.Select(id => (id, Fact: Of((place, id), part.Found)))).ToDictionary(one => one.id, one => one.Fact);
    }

    /// <summary>The role in an instance profile: there is never more than one.</summary>
    public Task<Fact<RoleArn>> RoleOfAsync(Fact<NodeInstance?> instance, Place place, CancellationToken cancelled) => instance switch
    {
        Fact<NodeInstance?>.Known { Value.Profile: { } profile } => TryRead.FactAsync("iam:GetInstanceProfile",
            () => roles.GetAsync((place, profile), () => RoleInAsync(profile, place), cancelled), cancelled),
        Fact<NodeInstance?>.Known { Value: { } found } => Task.FromResult(Fact.Gap<RoleArn>($"instance {found.Id} has no instance profile")),
        _ => Task.FromResult(Fact.Gap<RoleArn>(instance.Gap ?? "the instance is not known")),
    };

    private async Task<RoleArn> RoleInAsync(string profile, Place place)
    {
        var name = profile[(profile.LastIndexOf('/') + 1)..];
        var answer = await aws.Iam(place).GetInstanceProfileAsync(new GetInstanceProfileRequest { InstanceProfileName = name }, CancellationToken.None);
        return RoleArn.Parse(answer.InstanceProfile?.Roles?.FirstOrDefault()?.Arn ?? "");
    }

    private Task<Dictionary<(Place Place, string Id), NodeInstance>> KeptAsync(Place place, string[] ids, CancellationToken cancelled) =>
        described.GetAsync([.. ids.Select(id => (place, id))], missing => PagesAsync(place, missing.Select(one => one.Id)), cancelled);

    private async Task<Dictionary<(Place Place, string Id), NodeInstance>> PagesAsync(Place place, IEnumerable<string> ids)
    {
        var found = new Dictionary<(Place Place, string Id), NodeInstance>();
        var request = new DescribeInstancesRequest { Filters = [new Amazon.EC2.Model.Filter { Name = "instance-id", Values = [.. ids] }] };
        do
        {
            var page = await aws.Ec2(place).DescribeInstancesAsync(request, CancellationToken.None);
            foreach (var instance in (page.Reservations ?? []).SelectMany(reservation => reservation.Instances ?? []))
                found[(place, instance.InstanceId)] = InstanceOf(instance);
            request.NextToken = page.NextToken;
        }
        while (!string.IsNullOrEmpty(request.NextToken));
        return found;
    }

    private static Fact<NodeInstance?> Of((Place Place, string Id) id, Fact<Dictionary<(Place Place, string Id), NodeInstance>> found) => found switch
    {
        Fact<Dictionary<(Place Place, string Id), NodeInstance>>.Known { Value: var known } => Fact.Of(known.GetValueOrDefault(id)),
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
