using System.Collections;
using System.Text.Json;
using Remediator.Aws;
using Remediator.Cli.Hosting;
using Remediator.Cli.Options;
using Remediator.Core.Audit;
using Remediator.Runtime;
using Remediator.Sandbox;
using Remediator.Sandbox.Hosting;
using Remediator.Sandbox.Model;
using Remediator.Settings;

namespace Remediator.Cli.Invoke;

/// <summary>Runs the handler once, as Lambda does. The response goes to one writer, log and error to the other.</summary>
internal sealed class Invocation(TextWriter responses, TextWriter errors, OutputFormat format, TerminalPage page)
{
    private const double Speed = 40;

    public async Task<int> InSandboxAsync(string payload, string scenario, CancellationToken cancelled)
    {
        var world = Scenario.Load(scenario);
        var settings = new Dictionary<string, string>
        {
            ["CLUSTERS"] = Environment.GetEnvironmentVariable("CLUSTERS")
            ?? string.Join(',', world.Clusters.Keys)
        };
        await using var stage = await SandboxFunction.StartAsync(world, settings, new FastClock(Speed), errors.WriteLine,
            TimeSpan.Zero, cancelled);
        return await AnswerAsync(async () =>
        {
            var answer = await stage.InvokeAsync(payload);
            if (answer["findings"] is JsonArray { Count: 0 } && answer["audits"] is null)
                await errors.WriteLineAsync(
                    $"no finding: the event led to no pod that waits for its image; the sandbox's pods are {Pods(stage.World)}");
            return answer;
        });
    }

    private static string Pods(World world) =>
        string.Join(", ", world.Pods().Select(pod => $"{pod.Namespace}/{pod.Name} ({pod.WaitingReason ?? pod.Phase})"));

    /// <exception cref="BadSettingException">A setting in the environment is not valid.</exception>
    public async Task<int> InOwnAccountAsync(string payload)
    {
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key,
            e => (string?)e.Value);
        FunctionSettings settings = FunctionSettings.Read(environment);
        var region = environment.GetValueOrDefault("AWS_REGION") ?? environment.GetValueOrDefault("AWS_DEFAULT_REGION")
            ?? throw new BadSettingException("AWS_REGION", "", "the region to run in");
        return await AnswerAsync(async () =>
        {
            using var aws = CallerAws.Open(new Spokes(settings.SpokeRoles, settings.SpokeExternalId, region));
            await Composition.RefuseOtherAccountsAsync(settings, aws, region, CancellationToken.None);
            using var function = Composition.Function(settings, aws, region, TimeProvider.System,
                new Log(errors.WriteLine, TimeProvider.System));
            using var document = JsonDocument.Parse(payload);
            return await function.HandleAsync(document.RootElement,
                new LocalContext(SandboxFunction.Timeout, region, "", new LineLogger(errors.WriteLine)));
        });
    }

    private async Task<int> AnswerAsync(Func<Task<JsonObject>> handle)
    {
        try
        {
            var answer = await handle();
            if (format is OutputFormat.Text && answer["findings"] is JsonArray && answer["audits"] is null)
                await new FindingView(page) { IsVerdictFirst = true }.ShowAsync(answer, heading: _ => { }, CancellationToken.None);
            else
                await responses.WriteAsync(DataText.Of(answer, format is OutputFormat.Text ? OutputFormat.Json : format, !page.IsPlain));
            return IsDone(answer) ? ExitCode.Done : ExitCode.Problem;
        }
        // whatever the handler throws is the invocation's error, which Lambda reports in these two fields
        catch (Exception thrown) when (thrown is not OperationCanceledException)
        {
            var error = new JsonObject { ["errorType"] = thrown.GetType().Name, ["errorMessage"] = thrown.Message };
            await errors.WriteAsync(DataText.Of(error, OutputFormat.Json, !page.IsPlain));
            return ExitCode.Problem;
        }
    }

    private static bool IsDone(JsonObject answer) => answer["batchItemFailures"] is JsonArray failures
        ? failures.Count == 0
        : answer["findings"]!.AsArray().All(finding => (string?)finding!["status"] is "fixed" or "resolved")
            && (answer["audits"] as JsonArray ?? []).SelectMany(report => report!["rows"]!.AsArray())
                .All(row => (string?)row!["result"] != AuditResult.WouldFail.WireName);
}
