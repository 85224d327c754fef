using Remediator.Sandbox.Iam;
using Remediator.Sandbox.Json;

namespace Remediator.Sandbox.Aws;

/// <summary>Amazon ECR: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/</summary>
internal sealed partial class Ecr(Scenario scenario, Registry registry, Identities identities, Action changed)
{
    public IReadOnlyDictionary<string, AwsOperation> Operations => new Dictionary<string, AwsOperation>
    {
        ["DescribeRepositories"] = new(Described, DescribeRepositories),
        ["DescribeImages"] = new(Resource, DescribeImages),
        ["ListImages"] = new(Resource, ListImages),
        ["BatchGetImage"] = new(Resource, BatchGetImage),
        ["BatchCheckLayerAvailability"] = new(Resource, BatchCheckLayerAvailability),
        ["GetRepositoryPolicy"] = new(Resource, GetRepositoryPolicy),
        ["SetRepositoryPolicy"] = new(Resource, SetRepositoryPolicy),
        ["DeleteRepositoryPolicy"] = new(Resource, DeleteRepositoryPolicy),
        ["ListTagsForResource"] = new(request => request.Text("resourceArn") ?? "*", ListTagsForResource),
        ["GetLifecyclePolicy"] = new(Resource, GetLifecyclePolicy),
        ["PutLifecyclePolicy"] = new(Resource, PutLifecyclePolicy),
        ["DeleteLifecyclePolicy"] = new(Resource, DeleteLifecyclePolicy),
        ["GetRegistryPolicy"] = new(_ => "*", GetRegistryPolicy),
        ["PutRegistryPolicy"] = new(_ => "*", PutRegistryPolicy),
        ["DeleteRegistryPolicy"] = new(_ => "*", DeleteRegistryPolicy),
        ["GetAccountSetting"] = new(_ => "*", GetAccountSetting),
        ["PutAccountSetting"] = new(_ => "*", PutAccountSetting),
        ["DescribePullThroughCacheRules"] = new(_ => "*", DescribePullThroughCacheRules),
        ["DescribeRepositoryCreationTemplates"] = new(_ => "*", DescribeRepositoryCreationTemplates),
    };

    private string Resource(AwsRequest request) => Registry.Arn(AccountOf(request), request.Region, request.Text("repositoryName") ?? "");

    private string Described(AwsRequest request) => request.Input["repositoryNames"] is JsonArray { Count: > 0 } names
        ? Registry.Arn(AccountOf(request), request.Region, (string)names[0]!)
        : Registry.Arn(AccountOf(request), request.Region, "*");

    private string AccountOf(AwsRequest request) => request.Text("registryId") ?? scenario.Account;

    private StoredRepository RepositoryOf(AwsRequest request, string? name = null)
    {
        name ??= request.Text("repositoryName")
            ?? throw new AwsError("InvalidParameterException",
                "Invalid parameter at 'repositoryName' failed to satisfy constraint: 'must not be null'");
        return registry.Find(AccountOf(request), request.Region, name) ?? throw new AwsError("RepositoryNotFoundException",
            $"The repository with name '{name}' does not exist in the registry with id '{AccountOf(request)}'");
    }

    private JsonObject DescribeRepositories(AwsRequest request)
    {
        var found = request.Input["repositoryNames"] is JsonArray names
            ? names.Select(name => RepositoryOf(request, (string)name!))
            : registry.All.Where(repository => repository.Account == AccountOf(request) && repository.Region == request.Region);
        return Paging.Of(request, "repositories", found.Select(repository => (JsonNode)new JsonObject
        {
            ["repositoryArn"] = repository.Arn,
            ["registryId"] = repository.Account,
            ["repositoryName"] = repository.Name,
            ["repositoryUri"] = $"{repository.Account}.dkr.ecr.{repository.Region}.amazonaws.com/{repository.Name}",
            ["createdAt"] = 1_736_900_000,
            ["imageTagMutability"] = "MUTABLE",
            ["imageScanningConfiguration"] = new JsonObject { ["scanOnPush"] = false },
            ["encryptionConfiguration"] = repository.KmsKey is { } key
                ? new JsonObject { ["encryptionType"] = "KMS", ["kmsKey"] = key }
                : new JsonObject { ["encryptionType"] = "AES256" },
        }));
    }

    private JsonObject DescribeImages(AwsRequest request)
    {
        var repository = RepositoryOf(request);
        var status = (string?)request.Input["filter"]?["imageStatus"] ?? "ACTIVE";
        var asked = request.Input["imageIds"] is JsonArray { Count: > 0 } ids ? ids.Select(id => ImageOf(repository, id!))
            : repository.Images;
        return Paging.Of(request, "imageDetails",
            asked.Where(image => status == "ANY" || image.Status == status).Select(image => (JsonNode)Details(repository, image)));
    }

    private static Image ImageOf(StoredRepository repository, JsonNode id) =>
        repository.Image((string?)id["imageTag"], (string?)id["imageDigest"]) ?? throw new AwsError("ImageNotFoundException",
            $"The image with imageId {{imageDigest:'{Text(id, "imageDigest")}', imageTag:'{Text(id, "imageTag")}'}} does not exist within "
            + $"the repository with name '{repository.Name}' in the registry with id '{repository.Account}'");

    private static string Text(JsonNode id, string member) => (string?)id[member] ?? "null";

    private static JsonObject Details(StoredRepository repository, Image image)
    {
        var details = Shown(repository, image);
        foreach (var (member, time) in new[] { ("lastRecordedPullTime", image.PulledAt), ("lastActivatedAt", image.ActivatedAt) })
            if (time is { } at)
                details[member] = JsonText.Epoch(at);
        return details;
    }

    private static JsonObject Shown(StoredRepository repository, Image image) => new()
    {
        ["registryId"] = repository.Account,
        ["repositoryName"] = repository.Name,
        ["imageDigest"] = repository.DigestOf(image),
        ["imageTags"] = new JsonArray([.. image.Tags]),
        ["imageSizeInBytes"] = 179_308_544,
        ["imagePushedAt"] = JsonText.Epoch(image.PushedAt),
        ["imageManifestMediaType"] = ImageManifest.MediaType(image),
        ["artifactMediaType"] = "application/vnd.docker.container.image.v1+json",
        ["imageStatus"] = image.Status,
    };

    private JsonObject ListImages(AwsRequest request)
    {
        var repository = RepositoryOf(request);
        return Paging.Of(request, "imageIds", repository.Images.SelectMany(image => image.Tags.Select(tag => (JsonNode)new JsonObject
        {
            ["imageDigest"] = repository.DigestOf(image),
            ["imageTag"] = tag,
        })));
    }

    private JsonObject BatchGetImage(AwsRequest request)
    {
        var repository = RepositoryOf(request);
        var (images, failures) = (new JsonArray(), new JsonArray());
        foreach (var id in request.Input["imageIds"]?.AsArray() ?? [])
        {
            if (repository.Image((string?)id!["imageTag"], (string?)id["imageDigest"]) is not { Status: "ACTIVE" } image)
                failures.Add(Failure(id, "ImageNotFound", "Requested image not found"));
            else if (!repository.KeyUsable)
                failures.Add(Failure(id, "KmsError", $"{repository.KmsKey} is disabled."));
            else
                images.Add(ImageManifest.Of(repository, image, id));
        }
        return new JsonObject { ["images"] = images, ["failures"] = failures };
    }

    private JsonObject BatchCheckLayerAvailability(AwsRequest request)
    {
        var repository = RepositoryOf(request);
        var held = repository.Images.SelectMany(image => ImageManifest.BlobsOf(repository, image)).ToHashSet();
        return new JsonObject
        {
            ["layers"] = new JsonArray(
            [
                .. from digest in request.Input["layerDigests"]?.AsArray() ?? []
                   select new JsonObject
                   {
                       ["layerDigest"] = (string)digest!,
                       ["layerAvailability"] = held.Contains((string)digest!) ? "AVAILABLE" : "UNAVAILABLE",
                   },
            ]),
            ["failures"] = new JsonArray(),
        };
    }

    private static JsonObject Failure(JsonNode id, string code, string reason) =>
        new() { ["imageId"] = id.DeepClone(), ["failureCode"] = code, ["failureReason"] = reason };

    private JsonObject DescribePullThroughCacheRules(AwsRequest request)
    {
        var prefixes = request.Input["ecrRepositoryPrefixes"] is JsonArray { Count: > 0 } asked
            ? asked.Select(prefix => (string)prefix!).ToArray() : null;
        var own = AccountOf(request) == scenario.Account ? scenario.PullThroughRules : [];
        return Paging.Of(request, "pullThroughCacheRules",
            own.Where(rule => prefixes is null || prefixes.Contains(rule.Prefix)).Select(rule => (JsonNode)new JsonObject
            {
                ["ecrRepositoryPrefix"] = rule.Prefix,
                ["upstreamRegistryUrl"] = rule.Upstream,
                ["createdAt"] = 1_736_900_000,
                ["registryId"] = scenario.Account,
                ["credentialArn"] = rule.Secret,
                ["customRoleArn"] = rule.CustomRoleArn,
            }));
    }

    private JsonObject DescribeRepositoryCreationTemplates(AwsRequest request)
    {
        var templates = scenario.CreationTemplates.Select(template => (JsonNode)new JsonObject
        {
            ["prefix"] = template.Prefix,
            ["imageTagMutability"] = "MUTABLE",
            ["appliedFor"] = new JsonArray("PULL_THROUGH_CACHE"),
            ["customRoleArn"] = template.CustomRoleArn,
            ["createdAt"] = 1_736_900_000,
        });
        var answer = Paging.Of(request, "repositoryCreationTemplates", templates);
        answer["registryId"] = scenario.Account;
        return answer;
    }

    private JsonObject GetRepositoryPolicy(AwsRequest request)
    {
        var repository = RepositoryOf(request);
        return WithPolicy(repository, (request.Stale ? repository.PolicyBefore : repository.Policy) ?? throw NoPolicy(repository));
    }

    private JsonObject SetRepositoryPolicy(AwsRequest request)
    {
        var repository = RepositoryOf(request);
        var policy = PolicyText.Accepted(request.Text("policyText") ?? "", identities);
        if (!((bool?)request.Input["force"] ?? false) && !MaySetAgain(request, repository, policy))
            throw PolicyText.Refused("The policy would prevent you from setting another policy; use force to set it anyway");
        repository.Policy = PolicyText.Printed(policy);
        changed();
        return WithPolicy(repository, repository.Policy);
    }

    private bool MaySetAgain(AwsRequest request, StoredRepository repository, JsonElement policy) => IamEvaluation.Evaluate(
        new(identities.Arn(request.Caller.Role), request.Caller.SessionArn(scenario.Account), "ecr:SetRepositoryPolicy", repository.Arn,
            scenario.Context),
        registry.Around(identities.PoliciesOf(request.Caller.Role, policy), repository.Account, repository.Region)).Allowed;

    private JsonObject DeleteRepositoryPolicy(AwsRequest request)
    {
        var repository = RepositoryOf(request);
        var policy = repository.Policy ?? throw NoPolicy(repository);
        repository.Policy = null;
        changed();
        return WithPolicy(repository, policy);
    }

    private static JsonObject WithPolicy(StoredRepository repository, string policy) =>
        new() { ["registryId"] = repository.Account, ["repositoryName"] = repository.Name, ["policyText"] = policy };

    private static AwsError NoPolicy(StoredRepository repository) => new("RepositoryPolicyNotFoundException",
        $"Repository policy does not exist for the repository with name '{repository.Name}' "
        + $"in the registry with id '{repository.Account}'");

    private JsonObject ListTagsForResource(AwsRequest request)
    {
        var arn = request.Required("resourceArn");
        var repository = registry.Find(arn) ?? throw new AwsError("RepositoryNotFoundException",
            $"The repository with name '{arn[(arn.IndexOf('/') + 1)..]}' does not exist in the registry with id '{scenario.Account}'");
        return new JsonObject
        {
            ["tags"] = new JsonArray([.. repository.Tags.Select(tag => new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value })])
        };
    }
}
