using Remediator.Sandbox.Aws;
using Remediator.Sandbox.Iam;

namespace Remediator.Sandbox.Kubelet;

/// <summary>The policies of the VPC endpoints between a node and the registry, by service.</summary>
internal sealed class VpcEndpointPolicies(IReadOnlyDictionary<string, Endpoint> endpoints, IReadOnlyDictionary<string, string> context)
{
    /// <summary>ECR signs the URLs of layers itself, so the principal that S3 sees belongs to AWS.</summary>
    private const string Signer = "arn:aws:iam::000000000000:role/ecr-layer-signer";

    /// <summary>The decision of a service's endpoint (<c>ecr.dkr</c>); allowed if DNS leads to no endpoint.</summary>
    public IamDecision Evaluate(string service, string role, string? session, string action, string resource) => endpoints
        .Where(endpoint => endpoint.Key == service && endpoint.Value is { PrivateDns: true, Policy: not null })
        .Select(endpoint => IamEvaluation.EvaluateEndpoint(endpoint.Value.Policy!.Value, new(role, session, action, resource,
            new Dictionary<string, string>(context) { ["aws:SourceVpce"] = VpcResources.EndpointId(service) })))
        .FirstOrDefault(judged => !judged.Allowed) ?? new(true, false, "");

    public IamDecision EvaluateLayer(string region) =>
        Evaluate("s3", Signer, null, "s3:GetObject", $"arn:aws:s3:::{LayerBucket(region)}/layer");

    public static string LayerBucket(string region) => $"prod-{region}-starport-layer-bucket";
}
