"""Reads {"patterns": {name: pattern}, "events"} on stdin, sends the events through moto's EventBridge and prints for each which rules' queues it reached."""

import json
import sys

import boto3
from moto import mock_aws


def client(service):
    return boto3.client(service, region_name="us-west-2", aws_access_key_id="test", aws_secret_access_key="test")


question = json.load(sys.stdin)
with mock_aws():
    sqs, events = client("sqs"), client("events")
    urls = {}
    for name, pattern in question["patterns"].items():
        urls[name] = sqs.create_queue(QueueName=name)["QueueUrl"]
        arn = sqs.get_queue_attributes(QueueUrl=urls[name], AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        events.put_rule(Name=name, EventPattern=json.dumps(pattern))
        events.put_targets(Rule=name, Targets=[{"Id": "queue", "Arn": arn}])
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
        answers.append([name for name, url in urls.items() if sqs.receive_message(QueueUrl=url).get("Messages")])
        for url in urls.values():
            sqs.purge_queue(QueueUrl=url)
    json.dump(answers, sys.stdout)
