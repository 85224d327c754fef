using System.Net;

namespace Remediator.Sandbox.Kubelet;

/// <summary>The network path from a node to the registry, and the error of containerd 1.7 if it is blocked.</summary>
internal sealed record NetworkPath(Network Network, string Subnet, string Address, bool IsPublic)
{
    /// <summary>The error if the manifest cannot be reached, or null.</summary>
    public string? ManifestFailure(ImageName image, string region)
    {
        var url = $"failed to do request: Head \"https://{image.Host}/v2/{image.Repository}/manifests/{image.Reference}\": dial tcp";
        return !Network.DnsSupport ? $"{url}: lookup {image.Host} on 10.42.0.2:53: read udp {Address}:41270->10.42.0.2:53: i/o timeout"
            : Reaches("ecr.dkr", image.Ecr!.Value.Region == region) ? null
            : $"{url} 52.119.168.46:443: i/o timeout";
    }

    /// <summary>The error if the layers cannot be reached, or null.</summary>
    public string? LayerFailure(ImageName image, string region) => Reaches("s3", image.Ecr!.Value.Region == region) ? null
        : $"failed to copy: httpReadSeeker: failed open: failed to do request: "
        + $"Get \"https://prod-{region}-starport-layer-bucket.s3.{region}.amazonaws.com/layer\": dial tcp 3.5.80.100:443: i/o timeout";

    private bool Reaches(string service, bool sameRegion)
    {
        if (!Network.NodeEgress.Any(Is443) || !AclAllows(egress: true, 443) || !AclAllows(egress: false, 45_000))
            return false;
        var endpoint = sameRegion ? Network.Endpoints.GetValueOrDefault(service) : null;
        if (endpoint is not null && service == "s3" && endpoint.RouteTables?.Contains(Network.TableOf(Subnet)) != false)
            return endpoint.State == "available";
        if (endpoint is { PrivateDns: true } && Network.DnsHostnames)
            return endpoint.State == "available"
                && endpoint.Ingress.Any(
                    rule => Is443(rule) && (rule.Group is { } group ? group == Network.NodeGroupId : Contains(rule.Cidr)));
        var route = Network.RouteOf(Subnet);
        return route.Length > 0 && !Network.Blackhole
            && route.Split('-')[0] switch { "igw" => IsPublic, "nat" => Network.NatOf(route).ReachesInternet, _ => true };
    }

    private bool AclAllows(bool egress, int port) => Network.AclRules.Where(rule => rule.Egress == egress).OrderBy(rule => rule.Number)
        .FirstOrDefault(rule =>
            rule.Protocol is "-1" or "tcp" or "6" && (rule.From ?? 0) <= port && (rule.To ?? rule.From ?? 65_535) >= port)?.Allow == true;

    private static bool Is443(Rule rule) => rule.Protocol == "-1" || (rule.From <= 443 && rule.To >= 443);

    private bool Contains(string cidr) => IPNetwork.Parse(cidr).Contains(IPAddress.Parse(Address));
}
