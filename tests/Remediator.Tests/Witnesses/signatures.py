"""Recomputes the SigV4 signature of each recorded request, from the request alone and the secret."""
import base64, hashlib, json, sys
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

signatures = []
for sent in json.load(sys.stdin):
    headers = {name.lower(): value for name, value in sent["Headers"].items()}
    fields = dict(part.strip().split("=", 1) for part in headers["authorization"].split(" ", 1)[1].split(","))
    _, _, region, service, _ = fields["Credential"].split("/")
    body = base64.b64decode(sent["Body"])
    signed = {name: headers[name] for name in fields["SignedHeaders"].split(";")}
    assert signed.get("x-amz-content-sha256", hashlib.sha256(body).hexdigest()) == hashlib.sha256(body).hexdigest()
    assert signed.get("x-amz-security-token") == sent["Token"]
    request = AWSRequest(sent["Method"], "http://" + headers["host"] + sent["Target"], headers=signed, data=body)
    request.context["timestamp"] = headers["x-amz-date"]
    auth = SigV4Auth(Credentials(sent["AccessKey"], sent["SecretKey"]), service, region)
    text = auth.string_to_sign(request, auth.canonical_request(request))
    signatures.append({"Sent": fields["Signature"], "Recomputed": auth.signature(text, request)})
json.dump(signatures, sys.stdout)
