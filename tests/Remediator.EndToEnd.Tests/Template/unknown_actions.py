"""Prints those IAM actions among the arguments that no operation of botocore's service models stands behind."""

import json
import sys

import botocore.session

session = botocore.session.get_session()
known = set(session.get_available_services())


def operations(service):
    return session.get_service_model(service).operation_names if service in known else []


json.dump(
    [action for action in sys.argv[1:] if action.split(":")[1] not in operations(action.split(":")[0])],
    sys.stdout,
)
