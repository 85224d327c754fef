namespace Remediator.Core.Network;

/// <summary>A security group: what no rule names does not pass.</summary>
public sealed record SecurityGroup(string Id, IReadOnlyList<PortRule> Ingress, IReadOnlyList<PortRule> Egress);

/// <summary>A rule of a security group; <see cref="Protocol"/> is <c>tcp</c>, <c>6</c>, …, or <c>-1</c> for all with all ports.</summary>
public sealed record PortRule(string Protocol, int? From, int? To)
{
    public IReadOnlyList<string> Cidrs { get; init; } = [];

    public IReadOnlyList<string> Groups { get; init; } = [];

    public IReadOnlyList<string> PrefixLists { get; init; } = [];

    public bool Covers(int port) => Protocol == "-1"
        || (Protocol is "tcp" or "6" && (From is null or -1 || From <= port) && (To is null or -1 || To >= port));
}
