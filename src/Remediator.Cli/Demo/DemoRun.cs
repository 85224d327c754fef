using Remediator.Cli.Hosting;
using Remediator.Gate;
using Remediator.Sandbox;
using Remediator.Sandbox.Hosting;
using Remediator.Sandbox.Kubelet;
using Remediator.Sandbox.Model;

namespace Remediator.Cli.Demo;

/// <summary>Plays one scenario: a pod fails, the alarm invokes the handler, and the result is compared with the expected end.</summary>
public sealed class DemoRun(Scenario scenario, string mode, DemoSpeed speed)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    /// <summary>Where to write the incident page; null: nowhere.</summary>
    public FileInfo? IncidentPage { get; init; }

    /// <summary>Shows the event, each call, the commands of the evidence and the whole messages as well.</summary>
    public bool IsVerbose { get; init; }

    private readonly FastClock _clock = new(speed.ClockFactor);

    /// <summary>Shows the scenario as it happens; true if it reached the expected end.</summary>
    public async Task<bool> RunAsync(TerminalPage page, CancellationToken cancelled)
    {
        var expected = ExpectedEnd.Of(scenario, mode);
        var end = expected.In(page.Language, page.Catalogue);
        IntroductionView.Show(page, scenario, IsVerbose ? end : null, speed);
        await using var function = await Spinner.OnAsync(page, new Message("cli.demo.starting"), () => StartAsync(page, cancelled));
        await ShowFailureAsync(page, function.World, broken: expected.Status is not null, cancelled);
        page.Chapter(new Message("cli.demo.checking"));
        var start = _clock.GetUtcNow();
        var answer = await InvokedAsync(page, function, () => function.InvokeAsync(function.World.Event), cancelled);
        var took = _clock.GetUtcNow() - start;
        if (mode == "approve" && expected.Status == "fixed" && Hash(answer) is { } hash)
            answer = await ApprovedAsync(page, function, hash, cancelled);

        ShowNotifications(page, function.World);
        var runs = await function.WaitForRunningAsync(expected.PodRunning ? s_patience : TimeSpan.Zero, cancelled);
        if (IsVerbose)
            page.Chapter(new Message("cli.demo.after"));
        else
            page.Line();
        PodsView.Show(page, function.World.Pods(), _clock.GetUtcNow());
        var missed = expected.MissedBy(answer, runs, function.World.Calls);
        if (IncidentPage is not null)
            await IncidentPageFile.WriteAsync(IncidentPage, page, answer,
                DemoTimeLine.Of(function.World.Calls, start, _clock.GetUtcNow(), runs), cancelled);
        ResultView.Show(page, end, missed, function.World.Calls, took, speed);
        if (missed.Count == 0)
            TryNextView.Show(page, scenario, mode);
        return missed.Count == 0;
    }

    private Task<SandboxFunction> StartAsync(TerminalPage page, CancellationToken cancelled)
    {
        var settings = new Dictionary<string, string> { ["REMEDIATION_MODE"] = mode, ["FINDINGS_LANGUAGE"] = page.Language.Tag };
        if (mode == "approve")
            settings["INCIDENT_TABLE"] = "incidents";
        return SandboxFunction.StartAsync(scenario, settings, _clock, log: _ => { }, speed.Latency, cancelled);
    }

    private async Task ShowFailureAsync(TerminalPage page, World world, bool broken, CancellationToken cancelled)
    {
        var pods = await Spinner.OnAsync(page, new Message("cli.demo.waiting-for-failure"), () => FoundAsync(world, broken, cancelled));
        if (IsVerbose)
            page.Chapter(new Message("cli.demo.before"));
        else
            page.Line();
        PodsView.Show(page, pods, _clock.GetUtcNow());
        if (!IsVerbose)
            return;
        page.Chapter(new Message("cli.demo.invoked"));
        EventView.Show(page, world.Event, mode);
    }

    private async Task<JsonObject> InvokedAsync(
        TerminalPage page, SandboxFunction function, Func<Task<JsonObject>> invoke, CancellationToken cancelled)
    {
        var answer = await LiveProgress.ShowAsync(page, function.World, IsVerbose, invoke, cancelled);
        await new FindingView(page) { IsBrief = !IsVerbose }.ShowAsync(answer, heading: _ => { }, cancelled);
        return answer;
    }

    private static string? Hash(JsonObject answer) => (string?)answer["findings"]!.AsArray().FirstOrDefault()?["plan"]?["hash"];

    /// <summary>Approves the plan through the alias that only approvers may invoke.</summary>
    private Task<JsonObject> ApprovedAsync(TerminalPage page, SandboxFunction function, string hash, CancellationToken cancelled)
    {
        var payload = new JsonObject { ["approve"] = hash }.ToJsonString();
        page.Chapter(new Message("cli.demo.approval"));
        page.Line(
            $"[dim]$ aws lambda invoke --function-name remediate:{DecisionIntake.Alias} --cli-binary-format raw-in-base64-out "
            + $"--cli-read-timeout 0 --payload '{TerminalText.Escape(payload)}' answer.json[/]");
        page.Line();
        return InvokedAsync(page, function, () => function.InvokeAsync(payload, alias: DecisionIntake.Alias), cancelled);
    }

    private void ShowNotifications(TerminalPage page, World world)
    {
        page.Chapter(IsVerbose ? new Message("cli.demo.notifications") : new Message("cli.demo.result"));
        if (IsVerbose)
            MessageView.Show(page, world.Notifications);
        else
            MessageView.ShowBrief(page, world.Notifications);
    }

    private static async Task<IReadOnlyList<PodView>> FoundAsync(World world, bool broken, CancellationToken cancelled)
    {
        IReadOnlyList<PodView> pods = [];
        // ErrImagePull lasts only a moment between two back-offs
        await world.WaitUntilAsync(
            now => (pods = now.Pods()).Any(
                pod => broken ? pod.LacksSandbox || pod.WaitingReason is not (null or "ErrImagePull" or "ContainerCreating") : pod.Ready),
                s_patience, cancelled);
        return pods;
    }
}
