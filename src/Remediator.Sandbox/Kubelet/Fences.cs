using Remediator.Sandbox.Aws;
using Remediator.Sandbox.Iam;
using Remediator.Sandbox.Scenarios;

namespace Remediator.Sandbox.Kubelet;

/// <summary>The VPC endpoints between a node and the registry of its region, by service.</summary>
internal sealed class Fences(IReadOnlyDictionary<string, Endpoint> endpoints, IReadOnlyDictionary<string, string> context)
{
    /// <summary>ECR signs the URLs of layers for itself, so S3 sees a principal of Amazon's.</summary>
    private const string Signer = "arn:aws:iam::000000000000:role/ecr-layer-signer";

    /// <summary>What the endpoints of a service (<c>ecr.dkr</c>) say; where there is none, the way is open.</summary>
    public Judged Let(string service, string role, string? session, string action, string resource) => endpoints
        .Where(endpoint => endpoint.Key == service && endpoint.Value.Policy is not null)
        .Select(endpoint => EndpointFence.Of(endpoint.Value.Policy!.Value, new(role, session, action, resource,
            new Dictionary<string, string>(context) { ["aws:SourceVpce"] = Vpc.EndpointId(service) })))
        .FirstOrDefault(judged => !judged.Allowed) ?? new(true, false, "");

    public Judged LetLayer(string region) => Let("s3", Signer, null, "s3:GetObject", $"arn:aws:s3:::{Bucket(region)}/layer");

    public static string Bucket(string region) => $"prod-{region}-starport-layer-bucket";
}
