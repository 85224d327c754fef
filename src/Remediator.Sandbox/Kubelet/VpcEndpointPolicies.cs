using Remediator.Sandbox.Aws;
using Remediator.Sandbox.Iam;
using Remediator.Sandbox.Model;

namespace Remediator.Sandbox.Kubelet;

/// <summary>The VPC endpoints between a node and the registry of its region, by service.</summary>
internal sealed class VpcEndpointPolicies(IReadOnlyDictionary<string, Endpoint> endpoints, IReadOnlyDictionary<string, string> context)
{
    /// <summary>ECR signs the URLs of layers for itself, so S3 sees a principal of Amazon's.</summary>
    private const string Signer = "arn:aws:iam::000000000000:role/ecr-layer-signer";

    /// <summary>What the endpoints of a service (<c>ecr.dkr</c>) say; where there is none that names lead to, the way is open.</summary>
    public IamDecision Evaluate(string service, string role, string? session, string action, string resource) => endpoints
        .Where(endpoint => endpoint.Key == service && endpoint.Value is { PrivateDns: true, Policy: not null })
        .Select(endpoint => EndpointPolicy.Evaluate(endpoint.Value.Policy!.Value, new(role, session, action, resource,
            new Dictionary<string, string>(context) { ["aws:SourceVpce"] = VpcResources.EndpointId(service) })))
        .FirstOrDefault(judged => !judged.Allowed) ?? new(true, false, "");

    public IamDecision EvaluateLayer(string region) => Evaluate("s3", Signer, null, "s3:GetObject", $"arn:aws:s3:::{LayerBucket(region)}/layer");

    public static string LayerBucket(string region) => $"prod-{region}-starport-layer-bucket";
}
