"""Prints a SAM template as the CloudFormation template that AWS would make of it, after `sam package` put local files into a bucket."""

import json
import os
import sys

os.environ.setdefault("AWS_DEFAULT_REGION", "us-west-2")

from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse


class NoManagedPolicies:
    def load(self):
        return {}


with open(sys.argv[1], encoding="utf-8") as file:
    template = yaml_parse(file.read())
for resource in template["Resources"].values():
    if resource["Type"] == "AWS::Serverless::Function":
        resource["Properties"]["CodeUri"] = "s3://artifacts/function.zip"
    if resource["Type"] == "AWS::CloudFormation::Stack":
        resource["Properties"]["TemplateURL"] = "https://artifacts.s3.amazonaws.com/nested.yaml"
json.dump(transform(template, {}, NoManagedPolicies()), sys.stdout)
