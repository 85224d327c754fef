"""Tells the shapes of services as botocore's models have them: members with their types, enum values, and names of the SDK's classes."""
import json, sys
from botocore.loaders import create_loader

loader = create_loader()


def shapes_of(service):
    model = loader.load_service_model(service, "service-2")
    shapes, classes = model["shapes"], {}
    for name, operation in model["operations"].items():
        classes[f"{name}Request"] = operation.get("input", {}).get("shape")
        classes[f"{name}Response"] = operation.get("output", {}).get("shape")
    taken = set(classes.values())
    for name, shape in shapes.items():
        if shape["type"] == "structure" and name not in taken:
            suffix = "Exception" if shape.get("exception") and not name.endswith("Exception") else ""
            classes[name + suffix] = name
    return {
        "Classes": {name: members(shapes, shape) for name, shape in classes.items()},
        "Enums": {name: shape["enum"] for name, shape in shapes.items() if "enum" in shape},
    }


def members(shapes, shape):
    """Of an input or output that is wrapped in one structure, as in the query protocol, the SDK's class has the members of both."""
    if shape is None:
        return {}
    found = {}
    for name, member in shapes[shape].get("members", {}).items():
        target = shapes[member["shape"]]
        found[name] = {"Type": target["type"], "Shape": member["shape"], "IsEnum": "enum" in target}
    return found


json.dump({service: shapes_of(service) for service in json.load(sys.stdin)}, sys.stdout)
