using Remediator.Core.Facts;
using Remediator.Core.Images;

namespace Remediator.Core.Triggers;

// {"source": "aws.ecr", "detail-type": "ECR Pull Through Cache Action",
//   "resources": ["arn:aws:ecr:us-west-2:111122223333:repository/docker-hub/library/nginx"], "detail": {
//   "rule-version": "1", "sync-status": "FAILED", "ecr-repository-prefix": "docker-hub", "repository-name": "docker-hub/library/nginx",
//   "upstream-registry-url": "registry-1.docker.io", "image-tag": "1.27", "failure-code": "…", "failure-reason": "…"}}

/// <summary>
/// ECR tried to fill a repository from its upstream. What kept it from that only this event tells.
/// https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html
/// </summary>
internal static class PullThroughCacheAction
{
    private const int LongestReason = 500;

    internal static Trigger Read(IncomingEvent e)
    {
        var detail = new EventField(e.Detail, "detail");
        var status = detail.Required("sync-status").Text();
        if (status is not "FAILED")
            return new Trigger.Ignored(new Message("ignored.cache-action", ("status", ShownValue.Of(status))));
        var account = EventOrigin.Account(e);
        return RepositoryOf(e, account, detail) is { } repository
            ? new Trigger.RepositoryEvent(account, repository, By: null, Change: null) { Upstream = FailureOf(detail, e.Time) }
            : new Trigger.Sweep(account, null, null);
    }

    /// <summary>Null where only the rule's prefix is named.</summary>
    private static EcrRepository? RepositoryOf(IncomingEvent e, string account, EventField detail) =>
        detail.Given("repository-name") is { } name
            ? new(account, EventOrigin.Region(e), name.Text(NameGrammar.IsRepository, Accepted.Repository))
            : e.Resources.Select(EcrRepository.OfArn).FirstOrDefault(repository => repository is not null);

    private static UpstreamFailure FailureOf(EventField detail, DateTimeOffset at) => new(
        ShownValue.Of(detail.Given("failure-code")?.Text()), ShownValue.Of(detail.Given("failure-reason")?.Text(), LongestReason),
        detail.Given("image-tag")?.Text() is { Length: > 0 } tag ? ShownValue.Of(tag) : null, at);
}
