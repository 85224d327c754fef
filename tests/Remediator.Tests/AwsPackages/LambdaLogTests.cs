using System.Text.Json.Nodes;
using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport;
using Remediator.Sandbox.Lambda;

namespace Remediator.Tests.AwsPackages;

/// <summary>Standard output and the variables belong to the whole process, so these run alone.</summary>
[CollectionDefinition(nameof(LambdaLogTests), DisableParallelization = true)]
[Collection(nameof(LambdaLogTests))]
public sealed class LambdaLogTests : IDisposable
{
    private readonly TextWriter _standardOutput = Console.Out;

    public void Dispose()
    {
        Console.SetOut(_standardOutput);
        Environment.SetEnvironmentVariable("AWS_LAMBDA_LOG_FORMAT", null);
        Environment.SetEnvironmentVariable("AWS_LAMBDA_LOG_LEVEL", null);
    }

    [Fact]
    public async Task A_line_of_text_contains_time_request_level_and_message()
    {
        var line = Assert.Single(await LinesOf("TEXT", "INFO", log => log.LogWarning("{count} pods fail in {namespace}", 3, "ui")));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\t[0-9a-f-]{36}\twarn\t3 pods fail in ui$", line);
    }

    [Fact]
    public async Task A_line_of_json_has_the_values_as_fields_of_their_own()
    {
        var line = JsonNode.Parse(Assert.Single(await LinesOf("JSON", "INFO", log => log.LogError("{image} is \"odd\"", "a/b:1"))))!;
        Assert.Equal(("Error", "a/b:1 is \"odd\"", "a/b:1"), ((string?)line["level"], (string?)line["message"], (string?)line["image"]));
        Assert.True(Guid.TryParse((string?)line["requestId"], out _));
    }

    [Fact]
    public async Task An_exception_is_logged_with_type_and_message()
    {
        var line = JsonNode.Parse(
            Assert.Single(await LinesOf("JSON", "INFO", log => log.LogError(new TimeoutException("slow"), "no answer"))))!;
        Assert.Equal(("TimeoutException", "slow", "no answer"),
            ((string?)line["errorType"], (string?)line["errorMessage"], (string?)line["message"]));
    }

    [Fact]
    public async Task Braces_without_arguments_are_left_alone() =>
        Assert.EndsWith("""{"Version":{}}""", Assert.Single(await LinesOf("TEXT", "INFO", log => log.LogInformation("""{"Version":{}}"""))),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("TRACE", 6)]
    [InlineData("INFO", 4)]
    [InlineData("WARN", 3)]
    [InlineData("FATAL", 1)]
    public async Task Lines_below_the_level_are_left_out(string level, int lines) =>
        Assert.Equal(lines,
            (await LinesOf("TEXT", level, log => Array.ForEach(Enum.GetValues<LogLevel>(), each => log.Log(each, "m")))).Count);

    [Fact]
    public async Task What_is_written_to_the_console_becomes_a_message_of_level_information()
    {
        var line = JsonNode.Parse(Assert.Single(await LinesOf("JSON", "INFO", _ => Console.WriteLine("{\"_aws\":{}}"))))!;
        Assert.Equal(("Information", "{\"_aws\":{}}"), ((string?)line["level"], (string?)line["message"]));
        Assert.Empty(await LinesOf("JSON", "WARN", _ => Console.WriteLine("{\"_aws\":{}}")));
    }

    [Fact]
    public async Task A_writer_that_was_taken_before_keeps_its_lines_as_they_are()
    {
        Action<string> early = _ => { };
        var lines = await LinesOf("JSON", "WARN", _ => early("{\"_aws\":{}}"), raw => early = raw.WriteLine);
        Assert.Equal(["{\"_aws\":{}}"], lines);
    }

    [Fact]
    public async Task Code_without_a_context_writes_to_the_same_log() =>
        Assert.Contains("\tcrit\tm", Assert.Single(await LinesOf("TEXT", "INFO", _ => LambdaLogger.Log(LogLevel.Critical, "m"))),
            StringComparison.Ordinal);

    /// <param name="before">What the process does with its console before the loop begins.</param>
    private static async Task<IReadOnlyList<string>> LinesOf(
        string format, string level, Action<ILambdaLogger> write, Action<TextWriter>? before = null)
    {
        Environment.SetEnvironmentVariable("AWS_LAMBDA_LOG_FORMAT", format);
        Environment.SetEnvironmentVariable("AWS_LAMBDA_LOG_LEVEL", level);
        using var output = new StringWriter();
        Console.SetOut(output);
        before?.Invoke(Console.Out);
        await using var api = await LambdaRuntimeApi.StartAsync(TestContext.Current.CancellationToken);
        using var stop = new CancellationTokenSource();
        using var bootstrap = LambdaBootstrapBuilder
            .Create((input, context) =>
            {
                write(context.Logger);
                return Task.FromResult(input);
            })
            .ConfigureOptions(options => options.RuntimeApiEndpoint = api.Address).Build();
        var loop = bootstrap.RunAsync(stop.Token);
        await api.InvokeAsync("{}", TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await loop;
        return output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
