"""Creates the stack of the template on stdin in moto, with parameters as KEY=VALUE arguments, and prints what then exists."""

import ast
import io
import json
import sys
import zipfile

import boto3
from moto import mock_aws
from moto.cloudformation import parsing

REGION = "us-west-2"


def without_nothing(cleaned):
    """CloudFormation takes AWS::NoValue out of lists, and moto out of maps only."""

    def clean(value, resources):
        result = cleaned(value, resources)
        return [item for item in result if item is not None] if isinstance(result, list) else result

    return clean


parsing.clean_json = without_nothing(parsing.clean_json)


def code():
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("bootstrap", "")
    return archive.getvalue()


def client(service):
    return boto3.client(service, region_name=REGION, aws_access_key_id="test", aws_secret_access_key="test")


def documents(role):
    """The role's inline policies; moto keeps those that came with the role as the text of a Python dictionary."""
    iam = client("iam")
    names = iam.list_role_policies(RoleName=role)["PolicyNames"]
    found = [iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"] for name in names]
    return [ast.literal_eval(document) if isinstance(document, str) else document for document in found]


def main():
    with mock_aws():
        client("s3").create_bucket(Bucket="artifacts", CreateBucketConfiguration={"LocationConstraint": REGION})
        client("s3").put_object(Bucket="artifacts", Key="function.zip", Body=code())
        cloudformation = client("cloudformation")
        cloudformation.create_stack(
            StackName="remediator",
            TemplateBody=sys.stdin.read(),
            Capabilities=["CAPABILITY_IAM"],
            Parameters=[dict(zip(("ParameterKey", "ParameterValue"), pair.split("=", 1))) for pair in sys.argv[1:]],
        )
        stack = cloudformation.describe_stacks(StackName="remediator")["Stacks"][0]
        outputs = {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}
        events = client("events")
        rules = [
            {
                "name": rule["Name"],
                "state": rule["State"],
                "schedule": rule.get("ScheduleExpression"),
                "pattern": json.loads(rule.get("EventPattern", "null")),
                "targets": events.list_targets_by_rule(Rule=rule["Name"])["Targets"],
            }
            for rule in events.list_rules()["Rules"]
        ]
        queues = {
            url: client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]["QueueArn"]
            for url in client("sqs").list_queues().get("QueueUrls", [])
        }
        function = client("lambda").get_function_configuration(FunctionName=outputs["FunctionArn"])
        json.dump(
            {
                "status": stack["StackStatus"],
                "outputs": outputs,
                "rules": rules,
                "queues": queues,
                "topics": [topic["TopicArn"] for topic in client("sns").list_topics()["Topics"]],
                "environment": function["Environment"]["Variables"],
                "dashboards": {
                    entry["DashboardName"]: json.loads(client("cloudwatch").get_dashboard(DashboardName=entry["DashboardName"])["DashboardBody"])
                    for entry in client("cloudwatch").list_dashboards()["DashboardEntries"]
                },
                "policies": documents(outputs["RoleArn"].rsplit("/", 1)[1]),
            },
            sys.stdout,
        )


if __name__ == "__main__":
    main()
