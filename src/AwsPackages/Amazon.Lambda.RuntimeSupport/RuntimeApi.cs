using System.Net;
using System.Net.Http.Headers;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>A client of the Runtime API, see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html.</summary>
internal sealed class RuntimeApi(HttpClient http, string endpoint)
{
    private readonly Uri runtime = new($"http://{endpoint}/2018-06-01/runtime/");

    /// <summary>A sandbox is frozen while it waits for an event, so the wait has no natural end; 12 hours is longer than any sandbox lives.</summary>
    public static HttpClient NewHttpClient() => new() { Timeout = TimeSpan.FromHours(12) };

    public async Task<Invocation> NextAsync(CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync(new Uri(runtime, "invocation/next"), cancellationToken);
        response.EnsureSuccessStatusCode();
        return Invocation.Of(new MemoryStream(await response.Content.ReadAsByteArrayAsync(cancellationToken)), response.Headers);
    }

    public async Task RespondAsync(Invocation invocation, Stream answer)
    {
        var content = new StreamContent(answer);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await http.PostAsync(new Uri(runtime, $"invocation/{invocation.RequestId}/response"), content);
        if (response.StatusCode is HttpStatusCode.RequestEntityTooLarge)
            await ReportErrorAsync(invocation, new InvalidOperationException("the response is larger than Lambda accepts (6 MB)"));
        else
            response.EnsureSuccessStatusCode();
    }

    public Task ReportErrorAsync(Invocation invocation, Exception failure) => ReportAsync($"invocation/{invocation.RequestId}/error", failure);

    public Task ReportInitErrorAsync(Exception failure) => ReportAsync("init/error", failure);

    private async Task ReportAsync(string path, Exception failure)
    {
        var content = new ByteArrayContent(ErrorReport.Of(failure));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/vnd.aws.lambda.error+json");
        content.Headers.Add("Lambda-Runtime-Function-Error-Type", failure.GetType().Name);
        using var response = await http.PostAsync(new Uri(runtime, path), content);
        response.EnsureSuccessStatusCode();
    }
}
