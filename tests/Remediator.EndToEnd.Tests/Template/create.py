"""Creates the stack of a template file in moto, with parameters as KEY=VALUE arguments, and prints its status and the rules that then exist."""

import json
import sys

import boto3
from moto import mock_aws


def client(service):
    return boto3.client(service, region_name="us-west-2", aws_access_key_id="test", aws_secret_access_key="test")


with open(sys.argv[1], encoding="utf-8") as file, mock_aws():
    client("cloudformation").create_stack(
        StackName="created",
        TemplateBody=file.read(),
        Capabilities=["CAPABILITY_NAMED_IAM"],
        Parameters=[dict(zip(("ParameterKey", "ParameterValue"), pair.split("=", 1))) for pair in sys.argv[2:]],
    )
    stack = client("cloudformation").describe_stacks(StackName="created")["Stacks"][0]
    events = client("events")
    json.dump(
        {
            "status": stack["StackStatus"],
            "outputs": {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])},
            "targets": {rule["Name"].split("-")[1]: events.list_targets_by_rule(Rule=rule["Name"])["Targets"] for rule in events.list_rules()["Rules"]},
        },
        sys.stdout,
    )
