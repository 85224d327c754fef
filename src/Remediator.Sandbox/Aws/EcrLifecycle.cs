namespace Remediator.Sandbox.Aws;

/// <summary>The calls about lifecycle policies. The sandbox keeps them and says them again; it expires nothing.</summary>
internal sealed partial class Ecr
{
    private static readonly string[] s_tagStatuses = ["any", "tagged", "untagged"];
    private static readonly string[] s_countTypes =
        ["imageCountMoreThan", "sinceImagePushed", "sinceImagePulled", "sinceImageTransitioned"];

    private JsonObject GetLifecyclePolicy(AwsRequest request)
    {
        var repository = RepositoryOf(request);
        var answer = WithLifecycle(repository, repository.Lifecycle ?? throw NoLifecyclePolicy(repository));
        answer["lastEvaluatedAt"] = 1_736_900_000;
        return answer;
    }

    private JsonObject PutLifecyclePolicy(AwsRequest request)
    {
        var repository = RepositoryOf(request);
        repository.Lifecycle = AcceptedLifecycle(request.Text("lifecyclePolicyText") ?? "");
        changed();
        return WithLifecycle(repository, repository.Lifecycle);
    }

    private JsonObject DeleteLifecyclePolicy(AwsRequest request)
    {
        var repository = RepositoryOf(request);
        var deleted = repository.Lifecycle ?? throw NoLifecyclePolicy(repository);
        repository.Lifecycle = null;
        changed();
        return WithLifecycle(repository, deleted);
    }

    /// <summary>https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html</summary>
    private static string AcceptedLifecycle(string text)
    {
        try
        {
            var rules = JsonNode.Parse(text)?["rules"]?.AsArray() ?? throw RefusedLifecycle("rules is missing");
            foreach (var rule in rules.OfType<JsonObject>())
                Check(rule);
            var priorities = rules.Select(rule => (int)rule!["rulePriority"]!).ToArray();
            if (priorities.Distinct().Count() != priorities.Length)
                throw RefusedLifecycle("rulePriority must be unique");
            if (rules.Where(rule => (string?)rule!["selection"]!["tagStatus"] == "any").Any(
                rule => (int)rule!["rulePriority"]! < priorities.Max()))
                throw RefusedLifecycle("a rule with the tagStatus any must have the highest rulePriority");
            return rules.Parent!.ToJsonString();
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or FormatException)
        {
            throw RefusedLifecycle(wrong.Message);
        }
    }

    private static void Check(JsonObject rule)
    {
        var selection = rule["selection"] ?? throw RefusedLifecycle("selection is missing");
        Known((string?)selection["tagStatus"], "tagStatus", s_tagStatuses);
        Known((string?)selection["countType"], "countType", s_countTypes);
        var isTagged = (string?)selection["tagStatus"] == "tagged";
        if (isTagged != (selection["tagPrefixList"] is not null || selection["tagPatternList"] is not null))
            throw RefusedLifecycle("tagPrefixList or tagPatternList goes with the tagStatus tagged");
        if (selection["tagPrefixList"] is not null && selection["tagPatternList"] is not null)
            throw RefusedLifecycle("tagPrefixList and tagPatternList exclude each other");
        if (((string?)selection["countType"] == "imageCountMoreThan") != (selection["countUnit"] is null))
            throw RefusedLifecycle("countUnit goes with days");
        if ((int?)selection["countNumber"] is not > 0)
            throw RefusedLifecycle("countNumber must be positive");
        Known((string?)rule["action"]?["type"], "action", "expire", "transition");
    }

    private static AwsError RefusedLifecycle(string why) => new("InvalidParameterException",
        $"Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy validation failure: {why}'");

    private static JsonObject WithLifecycle(StoredRepository repository, string policy) =>
        new() { ["registryId"] = repository.Account, ["repositoryName"] = repository.Name, ["lifecyclePolicyText"] = policy };

    private static AwsError NoLifecyclePolicy(StoredRepository repository) => new("LifecyclePolicyNotFoundException",
        $"Lifecycle policy does not exist for the repository with name '{repository.Name}' "
        + $"in the registry with id '{repository.Account}'");
}
