using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Amazon.Lambda.CloudWatchEvents;
using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport;
using Amazon.Lambda.Serialization.SystemTextJson;
using Remediator.Sandbox.Lambda;

namespace Remediator.Tests.AwsPackages;

public class LambdaLoopTests
{
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_event_gets_its_response_again_and_again()
    {
        await using var function =
            await Running(@event => Task.FromResult(new Answered { Text = $"{@event.DetailType}/{@event.Detail!.Name}" }));

        foreach (var name in new[] { "one", "zwei ü" })
            Assert.Equal(
                new LambdaResult.Response($$"""{"text":"Scheduled Event/{{name}}"}"""),
                await function.Api.InvokeAsync($$$"""{"detail-type":"Scheduled Event","detail":{"name":"{{{name}}}"},"unknown":1}""",
                    TimeSpan.FromSeconds(3), _cancel));
    }

    [Fact]
    public async Task A_failing_handler_is_reported_with_its_cause_and_the_next_event_is_served()
    {
        var calls = 0;
        await using var function = await Running(_ => calls++ is 0
            ? throw new InvalidOperationException("it's \"broken\"", new TimeoutException("slow"))
            : Task.FromResult(new Answered { Text = "well" }));

        var error = Assert.IsType<LambdaResult.Error>(await function.Api.InvokeAsync("{}", TimeSpan.FromSeconds(3), _cancel));
        Assert.Equal(("InvalidOperationException", "it's \"broken\""), (error.Type, error.Message));
        var report = JsonNode.Parse(error.Body)!;
        Assert.Contains(nameof(LambdaLoopTests), (string?)report["stackTrace"]![0], StringComparison.Ordinal);
        Assert.Equal("slow", (string?)report["cause"]!["errorMessage"]);
        Assert.IsType<LambdaResult.Response>(await function.Api.InvokeAsync("{}", TimeSpan.FromSeconds(3), _cancel));
    }

    [Fact]
    public async Task An_event_that_cannot_be_read_is_an_error_of_that_invocation()
    {
        await using var function = await Running(_ => Task.FromResult(new Answered()));
        var error = Assert.IsType<LambdaResult.Error>(
            await function.Api.InvokeAsync("""{"time":"yesterday"}""", TimeSpan.FromSeconds(3), _cancel));
        Assert.Equal(nameof(JsonSerializerException), error.Type);
        Assert.Contains("CloudWatchEvent", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_context_has_the_remaining_time_the_request_and_the_trace()
    {
        ILambdaContext? seen = null;
        TimeSpan remaining = default;
        string? traceOfTheSdk = null;
        await using var function = await Running((_, context) =>
        {
            (seen, remaining, traceOfTheSdk) = (context, context.RemainingTime, Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID"));
            return Task.FromResult(new Answered());
        });

        await function.Api.InvokeAsync("{}", TimeSpan.FromMinutes(5), _cancel);

        Assert.InRange(remaining, TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(5));
        Assert.True(Guid.TryParse(seen!.AwsRequestId, out _));
        Assert.StartsWith("Root=1-", seen.TraceId, StringComparison.Ordinal);
        Assert.Equal(seen.TraceId, traceOfTheSdk);
        Assert.Equal("arn:aws:lambda:us-west-2:111122223333:function:remediator", seen.InvokedFunctionArn);
    }

    [Fact]
    public async Task A_deadline_that_has_passed_leaves_no_time()
    {
        TimeSpan remaining = default;
        await using var function = await Running((_, context) =>
        {
            remaining = context.RemainingTime;
            return Task.FromResult(new Answered());
        });

        await function.Api.InvokeAsync("{}", TimeSpan.FromSeconds(-1), _cancel);

        Assert.True(remaining < TimeSpan.Zero);
    }

    [Fact]
    public async Task A_failed_start_is_reported_ends_the_loop_and_answers_every_caller()
    {
        await using var api = await LambdaRuntimeApi.StartAsync(_cancel);
        using var bootstrap = Builder(api, (_, _) => Task.FromResult(new Answered()))
            .UseBootstrapHandler(() => throw new ArgumentException("REMEDIATION_MODE 'maybe' is none of report, approve, auto")).Build();
        var early = api.InvokeAsync("{}", TimeSpan.FromSeconds(3), _cancel);

        await Assert.ThrowsAsync<ArgumentException>(() => bootstrap.RunAsync(_cancel));

        Assert.Contains("'maybe'", (string?)JsonNode.Parse(await api.InitErrorAsync(_cancel))!["errorMessage"], StringComparison.Ordinal);
        foreach (var call in new[] { early, api.InvokeAsync("{}", TimeSpan.FromSeconds(3), _cancel) })
            Assert.Equal("ArgumentException", Assert.IsType<LambdaResult.Error>(await call).Type);
    }

    [Fact]
    public async Task An_initializer_that_returns_false_ends_the_loop_quietly()
    {
        await using var api = await LambdaRuntimeApi.StartAsync(_cancel);
        using var bootstrap = Builder(api, (_, _) => Task.FromResult(new Answered()))
            .UseBootstrapHandler(() => Task.FromResult(false)).Build();
        await bootstrap.RunAsync(_cancel);
    }

    [Fact]
    public async Task A_response_that_is_too_large_for_lambda_is_an_error()
    {
        await using var function = await Running(_ => Task.FromResult(new Answered { Text = new string('x', 7 * 1024 * 1024) }));
        var error = Assert.IsType<LambdaResult.Error>(await function.Api.InvokeAsync("{}", TimeSpan.FromSeconds(3), _cancel));
        Assert.Contains("6 MB", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handler_without_a_result_sends_an_empty_response()
    {
        await using var api = await LambdaRuntimeApi.StartAsync(_cancel);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_cancel);
        using var bootstrap = LambdaBootstrapBuilder
            .Create<CloudWatchEvent<Detail>>((_, _) => Task.CompletedTask, new SourceGeneratorLambdaJsonSerializer<LoopJson>())
            .ConfigureOptions(options => options.RuntimeApiEndpoint = api.Address).Build();
        var loop = bootstrap.RunAsync(stop.Token);

        Assert.Equal(new LambdaResult.Response(""), await api.InvokeAsync("{}", TimeSpan.FromSeconds(3), _cancel));

        await stop.CancelAsync();
        await loop;
    }

    private static Task<RunningFunction> Running(Func<CloudWatchEvent<Detail>, Task<Answered>> handler) =>
        Running((@event, _) => handler(@event));

    private static async Task<RunningFunction> Running(Func<CloudWatchEvent<Detail>, ILambdaContext, Task<Answered>> handler)
    {
        var api = await LambdaRuntimeApi.StartAsync(TestContext.Current.CancellationToken);
        return new RunningFunction(api, Builder(api, handler).Build());
    }

    private static LambdaBootstrapBuilder Builder(LambdaRuntimeApi api,
        Func<CloudWatchEvent<Detail>, ILambdaContext, Task<Answered>> handler) =>
        LambdaBootstrapBuilder.Create(handler, new SourceGeneratorLambdaJsonSerializer<LoopJson>())
            .ConfigureOptions(options => options.RuntimeApiEndpoint = api.Address);

    private sealed class RunningFunction : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly LambdaBootstrap _bootstrap;
        private readonly Task _loop;

        public RunningFunction(LambdaRuntimeApi api, LambdaBootstrap bootstrap)
        {
            (Api, _bootstrap) = (api, bootstrap);
            _loop = bootstrap.RunAsync(_stop.Token);
        }

        public LambdaRuntimeApi Api { get; }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _loop;
            await Api.DisposeAsync();
            _bootstrap.Dispose();
            _stop.Dispose();
        }
    }
}

public sealed record Detail
{
    [JsonPropertyName("name")]
    public string? Name { get; init; }
}

public sealed record Answered
{
    [JsonPropertyName("text")]
    public string? Text { get; init; }
}

[JsonSerializable(typeof(CloudWatchEvent<Detail>))]
[JsonSerializable(typeof(Answered))]
internal sealed partial class LoopJson : JsonSerializerContext;
