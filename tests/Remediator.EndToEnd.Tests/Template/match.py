"""Reads {"pattern", "events"} on stdin, sends the events through a rule of moto's EventBridge and prints for each whether it reached the rule's queue."""

import json
import sys

import boto3
from moto import mock_aws


def client(service):
    return boto3.client(service, region_name="us-west-2", aws_access_key_id="test", aws_secret_access_key="test")


question = json.load(sys.stdin)
with mock_aws():
    sqs, events = client("sqs"), client("events")
    url = sqs.create_queue(QueueName="matched")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    events.put_rule(Name="rule", EventPattern=json.dumps(question["pattern"]))
    events.put_targets(Rule="rule", Targets=[{"Id": "queue", "Arn": arn}])
    answers = []
    for event in question["events"]:
        events.put_events(
            Entries=[
                {
                    "Source": event["source"],
                    "DetailType": event["detail-type"],
                    "Detail": json.dumps(event["detail"]),
                    "Resources": event["resources"],
                }
            ]
        )
        answers.append(bool(sqs.receive_message(QueueUrl=url).get("Messages")))
        sqs.purge_queue(QueueUrl=url)
    json.dump(answers, sys.stdout)
