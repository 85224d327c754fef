using Remediator.Core.Facts;
using Remediator.Core.Images;
using Remediator.Core.Policies.Language;

namespace Remediator.Core.Triggers;

// {"source": "aws.ecr", "detail-type": "AWS API Call via CloudTrail", "detail": {
//   "eventSource": "ecr.amazonaws.com", "eventName": "SetRepositoryPolicy", "awsRegion": "us-west-2", "recipientAccountId": "111122223333",
//   "requestParameters": {"repositoryName": "retail-sample-app-ui", "policyText": "…", "force": false},
//   "resources": [{"ARN": "arn:aws:ecr:us-west-2:111122223333:repository/retail-sample-app-ui", "accountId": "111122223333"}],
//   "userIdentity": {"type": "AssumedRole", "principalId": "AROA…:session",
//     "sessionContext": {"sessionIssuer": {"arn": "arn:aws:iam::…:role/…"}}}}}
// denied: "eventName": "BatchGetImage", "errorCode": "AccessDenied", "principalId": "AROA…:i-0123456789abcdef0",
//   "errorMessage": "User: … is not authorized to perform: ecr:BatchGetImage on resource: arn:aws:ecr:…:repository/…
//     with an explicit deny in a resource-based policy"

/// <summary>
/// A call that changed what a registry serves or to whom, or a pull that was denied, as CloudTrail recorded it.
/// https://docs.aws.amazon.com/AmazonECR/latest/userguide/logging-using-cloudtrail.html
/// </summary>
internal static class EcrApiCall
{
    private static readonly HashSet<string> s_ofRepositories =
        ["SetRepositoryPolicy", "DeleteRepositoryPolicy", "DeleteRepository", "BatchDeleteImage"];

    /// <summary>They name a prefix, which any repository may begin with.</summary>
    private static readonly HashSet<string> s_ofRegistries =
    [
        "CreatePullThroughCacheRule", "UpdatePullThroughCacheRule", "DeletePullThroughCacheRule",
        "CreateRepositoryCreationTemplate", "UpdateRepositoryCreationTemplate", "DeleteRepositoryCreationTemplate",
    ];

    /// <summary>What a pull asks for, and what filling a pull-through cache asks for in the puller's name.</summary>
    private static readonly HashSet<string> s_ofPulls =
        ["BatchGetImage", "GetDownloadUrlForLayer", "BatchImportUpstreamImage", "CreateRepository"];

    private static readonly HashSet<string> s_refusals =
        ["AccessDenied", "AccessDeniedException", "UnableToGetUpstreamImageException", "UnableToGetUpstreamLayerException"];

    internal static Trigger Read(IncomingEvent e)
    {
        var detail = new EventField(e.Detail, "detail");
        var name = detail.Required("eventName").Text();
        var error = detail.Given("errorCode")?.Text();
        if (error is null && ChangesRegistry(name, detail))
            return new Trigger.RegistryEvent(EventOrigin.Account(e), EventOrigin.Region(e), CallerOf(detail));
        if (error is null && s_ofRegistries.Contains(name))
            return new Trigger.Sweep(EventOrigin.Account(e), null, null);
        var isDeniedPull = error is not null && s_ofPulls.Contains(name) && s_refusals.Contains(error);
        var isChange = error is null && s_ofRepositories.Contains(name);
        if (!isDeniedPull && !isChange)
            return new Trigger.Ignored(error is null
                ? new Message("ignored.call", ("call", ShownValue.Of(name)))
                : new Message("ignored.failed-call", ("call", ShownValue.Of(name)), ("error", ShownValue.Of(error))));
        return RepositoryOf(e, detail) is { } repository
            ? new Trigger.RepositoryEvent(EventOrigin.Account(e), repository, CallerOf(detail), ChangeOf(name, e.Time, detail))
            : new Trigger.Sweep(EventOrigin.Account(e), null, null);
    }

    /// <summary>The registry is the caller's own: these calls name none.</summary>
    private static bool ChangesRegistry(string call, EventField detail) => call switch
    {
        "PutRegistryPolicy" or "DeleteRegistryPolicy" => true,
        "PutAccountSetting" => detail.Given("requestParameters")?.Given("name")?.Text() is "REGISTRY_POLICY_SCOPE",
        _ => false,
    };

    private static ChangedBy? ChangeOf(string call, DateTimeOffset at, EventField detail)
    {
        if (call is not ("SetRepositoryPolicy" or "DeleteRepositoryPolicy"))
            return null;
        var identity = detail.Given("userIdentity");
        return new(identity?.Given("arn")?.Text() ?? identity?.Given("type")?.Text(), at);
    }

    /// <summary>From the request; a denied call may carry none, then from the resources, then from the text of the refusal.</summary>
    private static EcrRepository? RepositoryOf(IncomingEvent e, EventField detail)
    {
        if (detail.Given("requestParameters") is { } request && request.Given("repositoryName") is { } name)
        {
            var registry = request.Given("registryId")?.Text(NameGrammar.IsAccount, Accepted.Account) ?? EventOrigin.Account(e);
            return EcrRepository.Of(registry, EventOrigin.Region(e), name.Text(NameGrammar.IsRepository, Accepted.Repository));
        }
        var named = (detail.Given("resources")?.Items() ?? [])
            // CloudTrail writes ARN, some forwarders arn
            .Select(resource => (resource.Given("ARN") ?? resource.Given("arn"))?.Text())
            .Concat((detail.Given("errorMessage")?.Text() ?? "").Split(' '));
        return named.Select(text => text is null ? null : EcrRepository.OfArn(text)).FirstOrDefault(repository => repository is not null);
    }

    /// <summary>Null for a user, the root user and a service: none of them is a role.</summary>
    private static Caller? CallerOf(EventField detail)
    {
        if (detail.Given("userIdentity") is not { } identity
            || !RoleArn.TryParse(identity.Given("sessionContext")?.Given("sessionIssuer")?.Given("arn")?.Text(), out var role))
            return null;
        return new(role, identity.Given("principalId")?.Text().Split(':') is [_, { Length: > 0 } session] ? session : null);
    }
}
