using Remediator.Sandbox.Aws;
using Remediator.Sandbox.Iam;

namespace Remediator.Sandbox.Kubelet;

/// <summary>Pulls images for the nodes, from the world's own registry or the external AWS.</summary>
internal sealed class ImagePuller(Scenario scenario, Registry registry, Identities identities, ExternalAws? other)
{
    private readonly Dictionary<string, string> _fails = scenario.Clusters.Values.SelectMany(cluster => cluster.Workloads.Values)
        .Where(workload => workload.Fails is not null).DistinctBy(workload => workload.Image).ToDictionary(workload => workload.Image,
            workload => workload.Fails!);

    public async Task<PullResult> PullAsync(PullRequest pull, CancellationToken stopping)
    {
        var image = ImageName.Of(pull.Image);
        var manifest = $"{image.Host}/v2/{image.Repository}/manifests/{image.Reference}";
        if (_fails.TryGetValue(pull.Image, out var why))
            return new(null, why);
        // as the workshop prints it, with its malformed URL
        if (image.LooksLikeEcr)
            return PullResult.Unresolved(pull.Image,
                $"unexpected status from HEAD request to https:/\"{manifest}: 403 Forbidden");
        if (image.Ecr is not { } ecr)
            return PullResult.Unresolved(pull.Image,
                "pull access denied, repository does not exist or may require authorization: "
                + "server message: insufficient_scope: authorization failed");
        if (pull.Path.ManifestFailure(image, scenario.Region) is { } unreached)
            return PullResult.Unresolved(pull.Image, unreached);
        try
        {
            var facts = other is null ? Own(pull, image, ecr) : await other.ReadFactsAsync(pull, image, stopping);
            var answer = PullEvaluation.Evaluate(pull, image, identities.Arn(pull.Role),
                facts with { Policies = facts.Policies with { Organization = scenario.Organization } }, scenario.Context);
            return answer.Digest is not null && pull.Path.LayerFailure(image, scenario.Region) is { } layers
                ? PullResult.Failed(pull.Image, layers) : answer;
        }
        catch (HttpRequestException unreachable)
        {
            return PullResult.Unresolved(pull.Image,
                $"failed to do request: Head \"https://{manifest}\": dial tcp: {unreachable.Message}");
        }
    }

    public bool Crashes(ImageName image) => image.Ecr is { } ecr
        && registry.Find(ecr.Account, ecr.Region, image.Repository)?.Image(image.Digest is null ? image.Tag ?? "latest" : null,
            image.Digest) is { Crashes: true };

    /// <summary>What the registry has under the name now; what it never had is as good as any.</summary>
    public string DigestOf(string image)
    {
        var name = ImageName.Of(image);
        return name.Digest
            ?? (name.Ecr is { } ecr && registry.Find(ecr.Account, ecr.Region, name.Repository) is { } repository
                && repository.Image(name.Tag ?? "latest", null) is { } found ? repository.DigestOf(found) : null)
            ?? $"sha256:{new string('0', 64)}";
    }

    private RegistryFacts Own(PullRequest pull, ImageName image, (string Account, string Region) ecr)
    {
        var repository = registry.Find(ecr.Account, ecr.Region, image.Repository);
        var found = repository?.Image(image.Digest is null ? image.Tag ?? "latest" : null, image.Digest) is { Status: "ACTIVE" } active
            ? active : null;
        var policies = registry.Around(identities.PoliciesOf(pull.Role, repository?.PolicyDocument), ecr.Account, ecr.Region);
        return new(policies, repository is not null, found,
            found is null ? null : repository!.DigestOf(found))
        {
            KeyUsable = repository?.KeyUsable ?? true,
            Rule = ecr.Account != scenario.Account ? null : scenario.PullThroughRules.FirstOrDefault(rule => rule.Covers(image.Repository)),
            IsCreatedByTemplate = scenario.CreationTemplates.Any(
                template => template.CustomRoleArn is not null && template.Covers(image.Repository)),
        };
    }
}
