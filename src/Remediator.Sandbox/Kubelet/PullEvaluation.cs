using Remediator.Sandbox.Iam;

namespace Remediator.Sandbox.Kubelet;

/// <summary>What the result of a pull from ECR depends on; a null image does not exist.</summary>
internal sealed record RegistryFacts(PolicySet Policies, bool RepositoryExists, Image? Image, string? Digest)
{
    public bool KeyUsable { get; init; } = true;

    /// <summary>The pull-through cache rule that covers the repository.</summary>
    public PullThroughRule? Rule { get; init; }

    /// <summary>A template's role creates repositories of that name.</summary>
    public bool IsCreatedByTemplate { get; init; }
}

/// <summary>The registry's answer to a pull, decided from the facts.</summary>
internal static class PullEvaluation
{
    public static PullResult Evaluate(PullRequest pull, ImageName image, string roleArn, RegistryFacts facts,
        IReadOnlyDictionary<string, string> context)
    {
        var (account, region) = image.Ecr!.Value;
        var parts = roleArn.Split(':');
        var session = $"arn:aws:sts::{parts[4]}:assumed-role/{pull.Role}/{pull.Session}";
        var repository = $"arn:aws:ecr:{region}:{account}:repository/{image.Repository}";
        var endpoints = new VpcEndpointPolicies(pull.Path.Network.Endpoints, context);
        IamDecision May(string endpoint, string action, string resource, JsonElement? policy) =>
            IamEvaluation.Evaluate(new(roleArn, session, action, resource, context),
                facts.Policies with { Resource = policy }) is { Allowed: false } refused
                ? refused : endpoints.Evaluate(endpoint, roleArn, session, action, resource);
        PullResult Forbidden(IamDecision judged) => PullResult.Unresolved(pull.Image,
            $"unexpected status from HEAD request to https://{image.Host}/v2/{image.Repository}/manifests/{image.Reference}: 403 Forbidden"
            + (pull.ShowsRegistryMessage
                ? $"\ndenied: User: {session} is not authorized to perform: ecr:BatchGetImage on resource: {repository} {judged.Why}"
                : ""));

        // which of the two AWS answers without the right is not documented; nodes report both
        PullResult Unfilled() => facts.Rule is not { } rule
            || !May("ecr.dkr", "ecr:BatchImportUpstreamImage", repository, facts.Policies.Resource).Allowed ? NotFound(pull)
            : rule.Refuses ? Refused(pull, image)
            : rule.Holds.Contains($"{image.Repository[(rule.Prefix.Length + 1)..]}:{image.Reference}")
                ? PullResult.Pulled($"sha256:{new string('0', 64)}")
            : NotFound(pull);

        if (!May("ecr.api", "ecr:GetAuthorizationToken", "*", null).Allowed)
            return PullResult.Unresolved(pull.Image,
                "pull access denied, repository does not exist or may require authorization: "
                + "authorization failed: no basic auth credentials");
        if (!facts.RepositoryExists)
            return facts.IsCreatedByTemplate || May("ecr.dkr", "ecr:CreateRepository", repository, null).Allowed
                ? Unfilled() : NotFound(pull);
        if (May("ecr.dkr", "ecr:BatchGetImage", repository, facts.Policies.Resource) is { Allowed: false } denied)
            return Forbidden(denied);
        if (facts.Image is null)
            return Unfilled();
        // AWS does not document the registry's answer in this case
        if (!facts.KeyUsable)
            return Forbidden(new(false, false, ""));
        if (!May("ecr.dkr", "ecr:GetDownloadUrlForLayer", repository, facts.Policies.Resource).Allowed)
            return LayerRefused(pull, $"{image.Host}/v2/{image.Repository}/blobs/{facts.Digest}");
        if (!endpoints.EvaluateLayer(region).Allowed)
            return LayerRefused(pull, $"{VpcEndpointPolicies.LayerBucket(region)}.s3.{region}.amazonaws.com/{facts.Digest}");
        return facts.Image.Platforms.Count < 2 || facts.Image.Platforms.Contains($"linux/{pull.Architecture}")
            ? PullResult.Pulled(facts.Digest!)
            : PullResult.Failed(pull.Image, "no match for platform in manifest: not found", notFound: true);
    }

    private static PullResult LayerRefused(PullRequest pull, string url) =>
        PullResult.Failed(pull.Image, $"failed to copy: httpReadSeeker: failed open: unexpected status code https://{url}: 403 Forbidden");

    private static PullResult Refused(PullRequest pull, ImageName image) => PullResult.Unresolved(pull.Image,
        $"unexpected status from HEAD request to https://{image.Host}/v2/{image.Repository}/manifests/{image.Reference}: 403 Forbidden"
        + (pull.ShowsRegistryMessage
            ? "\ndenied: The authentication to the upstream registry failed. Verify that the credentials provided in the pull through "
                + "cache rule are correct, and try again."
            : ""));

    private static PullResult NotFound(PullRequest pull) => PullResult.Unresolved(pull.Image, $"{pull.Image}: not found", notFound: true);
}
