using Remediator.Core.Images;

namespace Remediator.Core.Triggers;

// {"source": "aws.ecr", "detail-type": "AWS Service Event via CloudTrail", "detail": {
//   "eventSource": "ecr.amazonaws.com", "eventName": "PolicyExecutionEvent", "eventType": "AwsServiceEvent",
//   "resources": [{"ARN": "arn:aws:ecr:us-west-2:111122223333:repository/retail-sample-app-ui", "type": "AWS::ECR::Repository"}],
//   "serviceEventDetails": {"repositoryName": "retail-sample-app-ui", "lifecycleEventImageActions": [{"rulePriority": 1,
//     "lifecycleEventImage": {"digest": "sha256:…", "tagStatus": "Tagged", "tagList": ["1.2.1"], "pushedAt": 1584042813000}}]}}}

/// <summary>
/// A lifecycle policy that expired images, as CloudTrail recorded it; ECR splits a long list into several events.
/// https://docs.aws.amazon.com/AmazonECR/latest/userguide/logging-using-cloudtrail.html
/// </summary>
internal static class EcrServiceEvent
{
    internal static Trigger Read(IncomingEvent e)
    {
        var detail = new EventField(e.Detail, "detail");
        var name = detail.Required("eventName").Text();
        if (name is not "PolicyExecutionEvent")
            return new Trigger.Ignored(new Message("ignored.service-event", ("event", ShownValue.Of(name))));
        var details = detail.Required("serviceEventDetails");
        // a run that failed, and one that found nothing to do
        if (details.Given("lifecycleEventImageActions") is not { } actions || !actions.Items().Any())
            return new Trigger.Ignored(new Message("ignored.nothing-expired"));
        var account = EventOrigin.Account(e);
        return new Trigger.RepositoryEvent(account, new EcrRepository(account, EventOrigin.Region(e),
            details.Required("repositoryName").Text(NameGrammar.IsRepository, Accepted.Repository)), By: null, Change: null);
    }
}
