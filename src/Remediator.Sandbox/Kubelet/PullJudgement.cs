using System.Text.Json;
using Remediator.Sandbox.Iam;
using Remediator.Sandbox.Scenarios;

namespace Remediator.Sandbox.Kubelet;

/// <summary>All that decides about a pull from ECR; a null image is not there.</summary>
internal sealed record PullFacts(PolicySet Policies, bool RepositoryExists, Image? Image, string? Digest);

/// <summary>What the registry answers to a node, from the facts.</summary>
internal static class PullJudgement
{
    public static PullAnswer Of(PullRequest pull, ImageName image, string roleArn, PullFacts facts, IReadOnlyDictionary<string, string> context)
    {
        var (account, region) = image.Ecr!.Value;
        var parts = roleArn.Split(':');
        var session = $"arn:aws:sts::{parts[4]}:assumed-role/{pull.Role}/{pull.Session}";
        var repository = $"arn:aws:ecr:{region}:{account}:repository/{image.Repository}";
        bool May(string action, string resource, JsonElement? policy) =>
            Judgement.Of(new(roleArn, session, action, resource, context), facts.Policies with { Resource = policy }).Allowed;

        if (!May("ecr:GetAuthorizationToken", "*", null))
            return PullAnswer.Unresolved(pull.Image, "pull access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials");
        if (!facts.RepositoryExists) return NotFound(pull);
        if (!May("ecr:BatchGetImage", repository, facts.Policies.Resource))
            return PullAnswer.Unresolved(pull.Image, $"unexpected status from HEAD request to https://{image.Host}/v2/{image.Repository}/manifests/{image.Reference}: 403 Forbidden");
        if (facts.Image is null) return NotFound(pull);
        if (!May("ecr:GetDownloadUrlForLayer", repository, facts.Policies.Resource))
            return PullAnswer.Failed(pull.Image, $"failed to copy: httpReadSeeker: failed open: unexpected status code https://{image.Host}/v2/{image.Repository}/blobs/{facts.Digest}: 403 Forbidden");
        return facts.Image.Platforms.Count < 2 || facts.Image.Platforms.Contains($"linux/{pull.Architecture}")
            ? PullAnswer.Pulled(facts.Digest!)
            : PullAnswer.Failed(pull.Image, "no match for platform in manifest: not found", notFound: true);
    }

    private static PullAnswer NotFound(PullRequest pull) => PullAnswer.Unresolved(pull.Image, $"{pull.Image}: not found", notFound: true);
}
