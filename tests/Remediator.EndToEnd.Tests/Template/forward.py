"""Makes the forwarder (argument 1) in one account and the stack on stdin in another, both in moto, puts the events of the other arguments on the
bus of the first account, and prints the events that then wait in the queue of the second."""

import json
import sys
from contextlib import redirect_stdout

import boto3
from deploy import REGION, code
from moto import mock_aws

ELSEWHERE = {"region_name": REGION, "aws_access_key_id": "test", "aws_secret_access_key": "test"}


def stack(clients, name, template, parameters):
    cloudformation = clients("cloudformation")
    cloudformation.create_stack(
        StackName=name,
        TemplateBody=template,
        Capabilities=["CAPABILITY_NAMED_IAM"],
        Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()],
    )


def elsewhere(service):
    return boto3.client(service, **ELSEWHERE)


# moto says on stdout that it misses Docker
with open(sys.argv[1], encoding="utf-8") as forwarder, redirect_stdout(sys.stderr), mock_aws():
    session = elsewhere("sts").assume_role(RoleArn="arn:aws:iam::999999999999:role/centre", RoleSessionName="centre")["Credentials"]

    def centre(service):
        return boto3.client(
            service,
            region_name=REGION,
            aws_access_key_id=session["AccessKeyId"],
            aws_secret_access_key=session["SecretAccessKey"],
            aws_session_token=session["SessionToken"],
        )

    centre("s3").create_bucket(Bucket="artifacts", CreateBucketConfiguration={"LocationConstraint": REGION})
    centre("s3").put_object(Bucket="artifacts", Key="function.zip", Body=code())
    both = {"CompositeAlarms": "shop-is-unwell"}
    stack(centre, "remediator", sys.stdin.read(), both | {"ClustersElsewhere": f"123456789012/{REGION}/eks-workshop"})
    stack(elsewhere, "forwarder", forwarder.read(), both | {"CentreAccount": "999999999999", "CentreRegion": REGION})
    for mapping in centre("lambda").list_event_source_mappings()["EventSourceMappings"]:  # moto would want Docker to run the function
        centre("lambda").delete_event_source_mapping(UUID=mapping["UUID"])
    for rule in centre("events").list_rules()["Rules"]:  # moto delivers nothing to functions
        targets = centre("events").list_targets_by_rule(Rule=rule["Name"])["Targets"]
        functions = [target["Id"] for target in targets if ":lambda:" in target["Arn"]]
        if functions:
            centre("events").remove_targets(Rule=rule["Name"], Ids=functions)
    for file in sys.argv[2:]:
        with open(file, encoding="utf-8") as text:
            event = json.load(text)
        elsewhere("events").put_events(
            Entries=[{"Source": event["source"], "DetailType": event["detail-type"], "Detail": json.dumps(event["detail"]), "Resources": event["resources"]}]
        )
    storm = next(url for url in centre("sqs").list_queues()["QueueUrls"] if "-Storm-" in url)
    messages = centre("sqs").receive_message(QueueUrl=storm, MaxNumberOfMessages=10).get("Messages", [])

json.dump([json.loads(message["Body"])["detail-type"] for message in messages], sys.stdout)
