namespace Remediator.Core.Triggers;

// {"source": "aws.ecr", "detail-type": "ECR Image Action", "resources": [], "detail": {
//   "result": "SUCCESS", "repository-name": "retail-sample-app-ui", "image-digest": "sha256:…", "action-type": "DELETE",
//   "image-tag": "1.2.1"}}
// archived: "action-type": "UPDATE_STORAGE_CLASS", "target-storage-class": "ARCHIVE"

/// <summary>
/// An image that was deleted or archived, by a person or a lifecycle policy; neither is served any more.
/// https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html
/// </summary>
internal static class EcrImageAction
{
    internal static Trigger Read(IncomingEvent e)
    {
        var detail = new EventField(e.Detail, "detail");
        var action = detail.Required("action-type").Text();
        var takesAway = action is "DELETE"
            || (action is "UPDATE_STORAGE_CLASS" && detail.Required("target-storage-class").Text() is "ARCHIVE");
        if (!takesAway || detail.Required("result").Text() is not "SUCCESS")
            return new Trigger.Ignored(new Message("ignored.image-action", ("action", ShownValue.Of(action))));
        var name = detail.Required("repository-name").Text(NameGrammar.IsRepository, Accepted.Repository);
        var account = EventOrigin.Account(e);
        return new Trigger.RepositoryEvent(account, new(account, EventOrigin.Region(e), name), By: null, Change: null);
    }
}
