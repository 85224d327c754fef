"""Every action of ECR that botocore's model or a policy of AWS (as moto keeps them) names."""
import json
import sys

import botocore.loaders

json.load(sys.stdin)
model = botocore.loaders.Loader().load_service_model("ecr", "service-2")
actions = {f"ecr:{operation}" for operation in model["operations"]}
try:
    from moto.iam.aws_managed_policies import aws_managed_policies_data

    def named(value):
        if isinstance(value, dict):
            for inner in value.values():
                yield from named(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from named(inner)
        elif isinstance(value, str) and value.startswith("ecr:") and "*" not in value and "/" not in value:
            yield value

    actions |= set(named(json.loads(aws_managed_policies_data)))
except ImportError:
    pass
json.dump(sorted(actions), sys.stdout)
