using Remediator.Sandbox.Aws;
using Remediator.Sandbox.Iam;
using Remediator.Sandbox.Scenarios;

namespace Remediator.Sandbox.Kubelet;

/// <summary>The VPC endpoints between a node and the registry of its region.</summary>
internal sealed class Fences(Network network, IReadOnlyDictionary<string, string> context)
{
    /// <summary>ECR signs the URLs of layers for itself, so S3 sees a principal of Amazon's.</summary>
    private const string Signer = "arn:aws:iam::000000000000:role/ecr-layer-signer";

    /// <summary>What the endpoint of a service (<c>ecr.dkr</c>) says; where there is none, or none that names lead to, the way is open.</summary>
    public Judged Let(string service, string role, string? session, string action, string resource) =>
        network.Endpoints.GetValueOrDefault(service) is { PrivateDns: true, Policy: { } policy }
            ? EndpointFence.Of(policy, new(role, session, action, resource, new Dictionary<string, string>(context) { ["aws:SourceVpce"] = Vpc.EndpointId(service) }))
            : new(true, false, "");

    public Judged LetLayer(string region) => Let("s3", Signer, null, "s3:GetObject", $"arn:aws:s3:::{Bucket(region)}/layer");

    public static string Bucket(string region) => $"prod-{region}-starport-layer-bucket";
}
