using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace Remediator.Sandbox.Aws;

/// <summary>The wire protocol of a service.</summary>
internal abstract record Protocol(string ContentType)
{
    private Protocol() : this("")
    {
    }

    /// <summary>The operation and its input, or null if the service does not know the request.</summary>
    public abstract (string Operation, JsonObject Input)? Read(HttpRequest request, string body);

    public abstract string Answer(string operation, object answer);

    public abstract string Error(AwsError error, string requestId);

    public sealed record Json(string Version = "1.1") : Protocol($"application/x-amz-json-{Version}")
    {
        public override (string, JsonObject)? Read(HttpRequest request, string body) =>
            request.Headers["X-Amz-Target"].ToString().Split('.') is [_, var operation]
                ? (operation, JsonNode.Parse(body)?.AsObject() ?? []) : null;

        public override string Answer(string operation, object answer) => ((JsonObject)answer).ToJsonString();

        public override string Error(AwsError error, string requestId) =>
            new JsonObject([.. (error.Members ?? []).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())),
                new("__type", error.Code), new("message", error.Message)]).ToJsonString();
    }

    public sealed record RestJson(Func<string, string, (string Operation, JsonObject Labels)?> Route) : Protocol("application/json")
    {
        public override (string, JsonObject)? Read(HttpRequest request, string body)
        {
            if (Route(request.Method, request.Path.Value!) is not { } found)
                return null;
            foreach (var (name, value) in request.Query)
                found.Labels[name] = value.ToString();
            return found;
        }

        public override string Answer(string operation, object answer) => ((JsonObject)answer).ToJsonString();

        public override string Error(AwsError error, string requestId) => new JsonObject { ["message"] = error.Message }.ToJsonString();
    }

    /// <summary>The query protocol; EC2 has its own response envelope.</summary>
    public sealed record Query(XNamespace Namespace, bool Ec2 = false) : Protocol("text/xml")
    {
        public override (string, JsonObject)? Read(HttpRequest request, string body)
        {
            var fields = SigV4.Query(body.Length > 0 ? body : request.QueryString.Value ?? "").ToArray();
            var input = new JsonObject(
                fields.DistinctBy(field => field.Name).Select(field => KeyValuePair.Create(field.Name, (JsonNode?)field.Value)));
            return (string?)input["Action"] is { } action ? (action, input) : null;
        }

        public override string Answer(string operation, object answer)
        {
            var result = (XElement)answer;
            var requestId = new XElement(Ec2 ? "requestId" : "RequestId", Guid.NewGuid());
            var response = Ec2
                ? new XElement(operation + "Response", requestId, result.Elements())
                : new XElement(operation + "Response", new XElement(operation + "Result", result.Elements()),
                    new XElement("ResponseMetadata", requestId));
            return Written(response);
        }

        public override string Error(AwsError error, string requestId) => Written(Ec2
            ? new XElement("Response",
                new XElement("Errors", new XElement("Error", new XElement("Code", error.Code), new XElement("Message", error.Message))),
                new XElement("RequestID", requestId))
            : new XElement("ErrorResponse",
                new XElement("Error",
                    new XElement("Type", error.Status < 500 ? "Sender" : "Receiver"), new XElement("Code", error.Code),
                    new XElement("Message", error.Message)),
                new XElement("RequestId", requestId)));

        private string Written(XElement response)
        {
            foreach (var element in response.DescendantsAndSelf())
                element.Name = Namespace + element.Name.LocalName;
            return new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
                .Append(response.ToString(SaveOptions.DisableFormatting)).ToString();
        }
    }
}
