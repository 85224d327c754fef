using System.Net.Http.Headers;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>One event as the Runtime API hands it out.</summary>
internal sealed record Invocation(
    Stream Event, string RequestId, string? FunctionArn, string? TraceId, string? TenantId, DateTimeOffset Deadline)
{
    public static Invocation Of(Stream body, HttpResponseHeaders headers) => new(
        body,
        Header(headers, "Lambda-Runtime-Aws-Request-Id") ?? throw new InvalidDataException("the event has no header Lambda-Runtime-Aws-Request-Id"),
        Header(headers, "Lambda-Runtime-Invoked-Function-Arn"),
        Header(headers, "Lambda-Runtime-Trace-Id"),
        Header(headers, "Lambda-Runtime-Aws-Tenant-Id"),
        DateTimeOffset.FromUnixTimeMilliseconds(long.TryParse(Header(headers, "Lambda-Runtime-Deadline-Ms"), out var milliseconds) ? milliseconds : 0));

    private static string? Header(HttpResponseHeaders headers, string name) => headers.TryGetValues(name, out var values) ? values.First() : null;
}
