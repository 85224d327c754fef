using System.Net.Http.Headers;
using System.Text;
using System.Xml.Linq;
using Remediator.Sandbox.Aws;
using Remediator.Sandbox.Iam;

namespace Remediator.Sandbox.Kubelet;

/// <summary>Reads the facts of a pull from another AWS endpoint, such as moto.</summary>
internal sealed class ExternalAws(Uri endpoint) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = endpoint };

    public async Task<RegistryFacts> ReadFactsAsync(PullRequest pull, ImageName image, CancellationToken stopping)
    {
        var (account, region) = image.Ecr!.Value;
        Task<JsonNode?> Ecr(string operation, JsonObject? more = null)
        {
            var input = new JsonObject { ["registryId"] = account, ["repositoryName"] = image.Repository };
            foreach (var (name, value) in more ?? [])
                input[name] = value?.DeepClone();
            return Json(operation, region, input, stopping);
        }
        var id = image.Digest is { } digest ? new JsonObject { ["imageDigest"] = digest }
            : new JsonObject { ["imageTag"] = image.Tag ?? "latest" };
        var identity = Identity(pull.Role, region, stopping);
        var policy = Ecr("GetRepositoryPolicy");
        var ofRegistry = Json("GetRegistryPolicy", region, [], stopping);
        var repository = Json("DescribeRepositories", region,
            new() { ["registryId"] = account, ["repositoryNames"] = new JsonArray(image.Repository) }, stopping);
        var images = await Ecr("DescribeImages", new() { ["imageIds"] = new JsonArray(id) });
        var found = (string?)images?["imageDetails"]?[0]?["imageDigest"];
        var policies = new PolicySet(await identity, null, Document(await policy), []) { Registry = Document(await ofRegistry) };
        return new(policies, await repository is not null, found is null ? null : new Image(), found);
    }

    private static JsonElement? Document(JsonNode? answer) =>
        (string?)answer?["policyText"] is { } text ? JsonDocument.Parse(text).RootElement : null;

    private async Task<JsonElement[]> Identity(string role, string region, CancellationToken stopping)
    {
        var documents = new List<string>();
        foreach (var name in Values(await Query("ListRolePolicies", region, [("RoleName", role)], stopping), "PolicyNames", "member"))
            documents.AddRange(Values(await Query("GetRolePolicy", region, [("RoleName", role), ("PolicyName", name)], stopping),
                "GetRolePolicyResult", "PolicyDocument"));
        foreach (var arn in Values(await Query("ListAttachedRolePolicies", region, [("RoleName", role)], stopping), "member", "PolicyArn"))
        {
            var version = Values(await Query("GetPolicy", region, [("PolicyArn", arn)], stopping), "Policy", "DefaultVersionId")
                .FirstOrDefault() ?? "v1";
            documents.AddRange(Values(await Query("GetPolicyVersion", region, [("PolicyArn", arn), ("VersionId", version)], stopping),
                "PolicyVersion", "Document"));
        }
        return [.. documents.Select(
            document => JsonDocument.Parse(document.StartsWith('%') ? Uri.UnescapeDataString(document) : document).RootElement)];
    }

    private static IEnumerable<string> Values(XElement? answer, string parent, string name) =>
        answer?.Descendants().Where(element => element.Name.LocalName == name && element.Parent?.Name.LocalName == parent)
            .Select(element => element.Value) ?? [];

    // an error answer means that the resource does not exist
    private async Task<JsonNode?> Json(string operation, string region, JsonObject input, CancellationToken stopping)
    {
        using var answer = await Send("ecr", region, "application/x-amz-json-1.1", $"AmazonEC2ContainerRegistry_V20150921.{operation}",
            input.ToJsonString(), stopping);
        return answer.IsSuccessStatusCode ? JsonNode.Parse(await answer.Content.ReadAsStringAsync(stopping)) : null;
    }

    private async Task<XElement?> Query(string action, string region, (string Name, string Value)[] fields, CancellationToken stopping)
    {
        var form = string.Join('&',
            fields.Prepend(("Action", action)).Append(("Version", "2010-05-08"))
                .Select(field => $"{field.Item1}={Uri.EscapeDataString(field.Item2)}"));
        using var answer = await Send("iam", region, "application/x-www-form-urlencoded", null, form, stopping);
        return answer.IsSuccessStatusCode ? XElement.Parse(await answer.Content.ReadAsStringAsync(stopping)) : null;
    }

    private async Task<HttpResponseMessage> Send(string service, string region, string contentType, string? target, string body,
        CancellationToken stopping)
    {
        var (date, caller) = (SigV4.Date(DateTimeOffset.UtcNow), Caller.Operator);
        var scope = $"{date[..8]}/{region}/{service}/aws4_request";
        List<(string Name, string Value)> headers = [("content-type", contentType), ("host", endpoint.Authority), ("x-amz-date", date)];
        if (target is not null)
            headers.Add(("x-amz-target", target));
        var payload = Encoding.UTF8.GetBytes(body);
        var signature = SigV4.Signature("POST", "/", [], headers, SigV4.Hash(payload), date, scope, caller.Secret);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new ByteArrayContent(payload) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        foreach (var (name, value) in headers.Where(header => header.Name.StartsWith("x-", StringComparison.Ordinal)))
            request.Headers.Add(name, value);
        var signedHeaders = string.Join(';', headers.Select(header => header.Name).Order(StringComparer.Ordinal));
        request.Headers.TryAddWithoutValidation("Authorization",
            $"{SigV4.Algorithm} Credential={caller.AccessKey}/{scope}, SignedHeaders={signedHeaders}, Signature={signature}");
        return await _http.SendAsync(request, stopping);
    }

    public void Dispose() => _http.Dispose();
}
