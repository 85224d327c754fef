using System.Text;
using Microsoft.AspNetCore.Http;
using Remediator.Sandbox.Faults;
using Remediator.Sandbox.Hosting;
using Remediator.Sandbox.Iam;
using Remediator.Sandbox.Recording;

namespace Remediator.Sandbox.Aws;

/// <summary>
/// The endpoint of all AWS services: finds the service by the signature's scope, records the call, verifies the signature, authorizes,
/// and answers.
/// </summary>
internal sealed class AwsRequestHandler(Scenario scenario, IReadOnlyDictionary<string, AwsApi> services, Registry registry,
    Identities identities, CallLog calls, FaultInjector faults, WorldOptions options)
{
    private const string Garbage = "<html>no AWS answer</html>";

    public async Task AnswerAsync(HttpContext context, CancellationToken stopping)
    {
        var requestId = Guid.NewGuid().ToString();
        context.Response.Headers["x-amzn-RequestId"] = requestId;
        var body = await Body(context);
        var signed = SignedRequest.Of(context.Request);
        var api = signed is null ? null : services.GetValueOrDefault(signed.Service);
        var read = api is null ? null : Parsed(api, context, body);
        if (signed is null || api is null || read is not { } asked || !api.Operations.TryGetValue(asked.Operation, out var operation))
        {
            await RefuseAsync(context, signed, api, read?.Operation, requestId);
            return;
        }

        var fault = faults.Next(signed.Service, asked.Operation);
        // the caller is known only after the signature was verified; the resource does not depend on it
        var request = new AwsRequest(asked.Input, signed.Region, Caller.Operator, fault == FaultKind.Stale);
        var call = calls.Open(new(signed.Service, asked.Operation, ResourceOf(operation, request), options.Clock.GetUtcNow(), 0));
        if (options.Latency > TimeSpan.Zero)
            await Task.Delay(options.Latency, stopping);
        if (await ConnectionFault.ApplyAsync(fault, context, stopping))
            return;
        try
        {
            if (AwsFaults.ErrorOf(fault, signed.Service, asked.Operation) is { } injected)
                throw injected;
            if (options.Aws is { } other && signed.Service == "ecr")
                throw new AwsError("ServerException", $"ECR is switched off in this world: its kubelets ask {other}", 500);
            var caller = signed.Verify(context, body);
            Authorize(signed.Service, operation.Action ?? asked.Operation, operation.Resource(request), request.Region, caller);
            var answer = api.Protocol.Answer(asked.Operation, operation.Answer(request with { Caller = caller }));
            calls.Close(call, 200);
            await Write(context, api.Protocol, 200, fault == FaultKind.Garbage ? Garbage : answer);
        }
        // what answers in the place of AWS knows none of its errors
        catch (AwsError) when (fault == FaultKind.Garbage)
        {
            calls.Close(call, 200);
            await Write(context, api.Protocol, 200, Garbage);
        }
        catch (AwsError error)
        {
            calls.Close(call, error.Status);
            context.Response.Headers["x-amzn-ErrorType"] = error.Code;
            await Write(context, api.Protocol, error.Status, api.Protocol.Error(error, requestId));
        }
    }

    /// <summary>Names what the sandbox lacks, in the words of the service's protocol, so that a client shows it.</summary>
    private async Task RefuseAsync(HttpContext context, SignedRequest? signed, AwsApi? api, string? operation, string requestId)
    {
        var error = new AwsError("UnknownOperationException",
            signed is null ? "the sandbox answers signed requests only"
            : api is null ? $"the sandbox has no service {signed.Service}; it has {string.Join(", ", services.Keys.Order())}"
            : $"the sandbox does not know {signed.Service} {operation ?? $"{context.Request.Method} {context.Request.Path}"}; it knows "
                + string.Join(", ", api.Operations.Keys.Order()), signed is null ? 403 : 404);
        context.Response.Headers["x-amzn-ErrorType"] = error.Code;
        var protocol = api?.Protocol ?? new Protocol.Json();
        await Write(context, protocol, error.Status, protocol.Error(error, requestId));
    }

    private static async Task<byte[]> Body(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return body.ToArray();
    }

    private static (string Operation, JsonObject Input)? Parsed(AwsApi api, HttpContext context, byte[] body)
    {
        try
        {
            return api.Protocol.Read(context.Request, Encoding.UTF8.GetString(body));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string ResourceOf(AwsOperation operation, AwsRequest request)
    {
        try
        {
            return operation.Resource(request);
        }
        catch (AwsError)
        {
            return "*";
        }
    }

    private void Authorize(string service, string operation, string resource, string region, Caller caller)
    {
        var action = $"{service}:{operation}";
        if (service == "sts")
            return;
        var session = caller.SessionArn(identities.Account);
        var judged = IamEvaluation.Evaluate(new(identities.Arn(caller.Role), session, action, resource, scenario.Context),
            service == "ecr"
                ? registry.Around(identities.PoliciesOf(caller.Role, registry.Find(resource)?.PolicyDocument),
                    resource.Split(':') is [_, _, _, _, var owner, ..] ? owner : identities.Account, region)
                : identities.PoliciesOf(caller.Role, null));
        if (!judged.Allowed)
            throw AwsFaults.Denied(service, $"User: {session} is not authorized to perform: {action} on resource: {resource} {judged.Why}");
    }

    private static async Task Write(HttpContext context, Protocol protocol, int status, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = protocol.ContentType;
        await context.Response.WriteAsync(body, context.RequestAborted);
    }
}
