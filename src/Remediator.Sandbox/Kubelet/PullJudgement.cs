using System.Text.Json;
using Remediator.Sandbox.Iam;
using Remediator.Sandbox.Scenarios;

namespace Remediator.Sandbox.Kubelet;

/// <summary>All that decides about a pull from ECR; a null image is not there.</summary>
internal sealed record PullFacts(PolicySet Policies, bool RepositoryExists, Image? Image, string? Digest)
{
    public bool KeyUsable { get; init; } = true;
}

/// <summary>What the registry answers to a node, from the facts.</summary>
internal static class PullJudgement
{
    public static PullAnswer Of(PullRequest pull, ImageName image, string roleArn, PullFacts facts, IReadOnlyDictionary<string, string> context)
    {
        var (account, region) = image.Ecr!.Value;
        var parts = roleArn.Split(':');
        var session = $"arn:aws:sts::{parts[4]}:assumed-role/{pull.Role}/{pull.Session}";
        var repository = $"arn:aws:ecr:{region}:{account}:repository/{image.Repository}";
        var fences = new Fences(pull.Way.Network.Endpoints, context);
        Judged May(string endpoint, string action, string resource, JsonElement? policy) =>
            Judgement.Of(new(roleArn, session, action, resource, context), facts.Policies with { Resource = policy }) is { Allowed: false } refused
                ? refused : fences.Let(endpoint, roleArn, session, action, resource);
        PullAnswer Forbidden(Judged judged) => PullAnswer.Unresolved(pull.Image,
            $"unexpected status from HEAD request to https://{image.Host}/v2/{image.Repository}/manifests/{image.Reference}: 403 Forbidden"
            + (pull.TellsWhy ? $"\ndenied: User: {session} is not authorized to perform: ecr:BatchGetImage on resource: {repository} {judged.Why}" : ""));

        if (!May("ecr.api", "ecr:GetAuthorizationToken", "*", null).Allowed)
            return PullAnswer.Unresolved(pull.Image, "pull access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials");
        if (!facts.RepositoryExists) return NotFound(pull);
        if (May("ecr.dkr", "ecr:BatchGetImage", repository, facts.Policies.Resource) is { Allowed: false } denied) return Forbidden(denied);
        if (facts.Image is null) return NotFound(pull);
        // what the registry says to a node then is recorded nowhere
        if (!facts.KeyUsable) return Forbidden(new(false, false, ""));
        if (!May("ecr.dkr", "ecr:GetDownloadUrlForLayer", repository, facts.Policies.Resource).Allowed)
            return LayerRefused(pull, $"{image.Host}/v2/{image.Repository}/blobs/{facts.Digest}");
        if (!fences.LetLayer(region).Allowed)
            return LayerRefused(pull, $"{Fences.Bucket(region)}.s3.{region}.amazonaws.com/{facts.Digest}");
        return facts.Image.Platforms.Count < 2 || facts.Image.Platforms.Contains($"linux/{pull.Architecture}")
            ? PullAnswer.Pulled(facts.Digest!)
            : PullAnswer.Failed(pull.Image, "no match for platform in manifest: not found", notFound: true);
    }

    private static PullAnswer LayerRefused(PullRequest pull, string url) =>
        PullAnswer.Failed(pull.Image, $"failed to copy: httpReadSeeker: failed open: unexpected status code https://{url}: 403 Forbidden");

    private static PullAnswer NotFound(PullRequest pull) => PullAnswer.Unresolved(pull.Image, $"{pull.Image}: not found", notFound: true);
}
