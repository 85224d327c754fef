"""Resolves endpoints with the rule sets that botocore ships."""
import json, sys
from botocore.endpoint_provider import EndpointProvider
from botocore.loaders import create_loader

loader = create_loader()
partitions = loader.load_data("partitions")
answers = []
for q in json.load(sys.stdin):
    rules = EndpointProvider(loader.load_service_model(q["Service"], "endpoint-rule-set-1"), partitions)
    endpoint = rules.resolve_endpoint(Region=q["Region"], UseFIPS=q["Fips"], UseDualStack=q["DualStack"])
    answers.append(endpoint.url)
json.dump(answers, sys.stdout)
