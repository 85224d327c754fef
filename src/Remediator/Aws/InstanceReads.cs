using Amazon.EC2.Model;
using Amazon.IdentityManagement.Model;
using Remediator.Core.Network;
using Remediator.Core.Policies.Language;

namespace Remediator.Aws;

/// <summary>
/// The EC2 instances beneath nodes and their instance profiles, kept for <see cref="KeptFor"/>. An instance that EC2 does not know is asked
/// about again.
/// </summary>
public sealed class InstanceReads(AwsAccess aws, TimeProvider clock)
{
    /// <summary>
    /// How long an answer is kept that says which role pulls, or what it may do: IAM itself takes about as long until a change is seen
    /// everywhere.
    /// </summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(2);

    // the most values that a filter takes: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Filter.html
    private const int FilterValues = 200;

    private readonly TtlCache<(Place Place, string Id), NodeInstance> _instances = new(KeptFor, clock);
    private readonly TtlCache<(Place Place, string Profile), RoleArn> _roles = new(KeptFor, clock);

    /// <summary>
    /// The instances by id, all asked side by side. One that EC2 does not know is a known null; unlike a list of ids, a filter does not
    /// fail for it.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, Fact<NodeInstance?>>> DescribeAsync(
        Place place, IEnumerable<string> ids, CancellationToken cancelled)
    {
        var parts = await Bounded.SelectAsync(ids.Distinct().Chunk(FilterValues), async chunk =>
            (chunk, Found: await TryRead.FactAsync("ec2:DescribeInstances", () => KeptAsync(place, chunk, cancelled), cancelled)));
        return parts.SelectMany(part => part.chunk.Select(id => (id, Fact: FactOf((place, id), part.Found))))
            .ToDictionary(one => one.id, one => one.Fact);
    }

    /// <summary>The role in the instance's profile; a profile never holds more than one.</summary>
    public Task<Fact<RoleArn>> RoleOfAsync(Fact<NodeInstance?> instance, Place place, CancellationToken cancelled) => instance switch
    {
        Fact<NodeInstance?>.Known { Value.Profile: { } profile } => TryRead.FactAsync("iam:GetInstanceProfile",
            () => _roles.GetAsync((place, profile), () => RoleInAsync(profile, place), cancelled), cancelled),
        Fact<NodeInstance?>.Known { Value: { } found } =>
            Task.FromResult(Fact.Gap<RoleArn>(new Message("gap.node.no-instance-profile", ("instance", found.Id)))),
        _ => Task.FromResult(Fact.Gap<RoleArn>(instance.Gap ?? new Message("gap.node.unknown-instance"))),
    };

    private async Task<RoleArn> RoleInAsync(string profile, Place place)
    {
        var name = profile[(profile.LastIndexOf('/') + 1)..];
        var answer = await aws.Iam(place).GetInstanceProfileAsync(
            new GetInstanceProfileRequest { InstanceProfileName = name }, CancellationToken.None);
        return RoleArn.Parse(answer.InstanceProfile?.Roles?.FirstOrDefault()?.Arn ?? "");
    }

    private Task<Dictionary<(Place Place, string Id), NodeInstance>> KeptAsync(Place place, string[] ids, CancellationToken cancelled) =>
        _instances.GetAsync([.. ids.Select(id => (place, id))], missing => ReadAsync(place, missing.Select(one => one.Id)), cancelled);

    private async Task<Dictionary<(Place Place, string Id), NodeInstance>> ReadAsync(Place place, IEnumerable<string> ids)
    {
        var filter = new Filter { Name = "instance-id", Values = [.. ids] };
        var reservations = await Pages.AllAsync(
            token => aws.Ec2(place).DescribeInstancesAsync(
                new DescribeInstancesRequest { Filters = [filter], NextToken = token }, CancellationToken.None),
            page => (page.Reservations, page.NextToken));
        var found = new Dictionary<(Place Place, string Id), NodeInstance>();
        foreach (var instance in reservations.SelectMany(reservation => reservation.Instances ?? []))
            found[(place, instance.InstanceId)] = ValueOf(instance);
        return found;
    }

    private static Fact<NodeInstance?> FactOf(
        (Place Place, string Id) id, Fact<Dictionary<(Place Place, string Id), NodeInstance>> found) => found switch
        {
            Fact<Dictionary<(Place Place, string Id), NodeInstance>>.Known { Value: var known } => Fact.Of(known.GetValueOrDefault(id)),
            _ => Fact.Gap<NodeInstance?>(found.Gap!),
        };

    private static NodeInstance ValueOf(Instance instance) =>
        new(instance.InstanceId, instance.VpcId ?? "", instance.SubnetId ?? "", instance.PrivateIpAddress ?? "")
        {
            Profile = instance.IamInstanceProfile?.Arn,
            PublicIp = string.IsNullOrEmpty(instance.PublicIpAddress) ? null : instance.PublicIpAddress,
            SecurityGroups = [.. (instance.SecurityGroups ?? []).Select(group => group.GroupId)],
            Tags = (instance.Tags ?? []).ToDictionary(tag => tag.Key, tag => tag.Value ?? ""),
        };
}
