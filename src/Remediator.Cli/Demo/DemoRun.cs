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

    private readonly FastClock _clock = new(speed.ClockFactor);

    /// <summary>Shows the scenario as it happens; true if it reached the expected end.</summary>
    public async Task<bool> RunAsync(TerminalPage page, CancellationToken cancelled)
    {
        var expected = ExpectedEnd.Of(scenario, mode);
        IntroductionView.Show(page, scenario, expected);
        var settings = new Dictionary<string, string> { ["REMEDIATION_MODE"] = mode, ["FINDINGS_LANGUAGE"] = page.Language.Tag };
        if (mode == "approve")
            settings["INCIDENT_TABLE"] = "incidents";
        await using var function = await SandboxFunction.StartAsync(scenario, settings, _clock, log: _ => { }, speed.Latency, cancelled);
        page.Chapter(page.Say("The cluster, as an operator sees it", "オペレーターから見たクラスター"));
        PodsView.Show(page, await FoundAsync(function.World, broken: expected.Status is not null, cancelled), _clock.GetUtcNow());
        page.Chapter(page.Say("CloudWatch raises the alarm, and EventBridge invokes the function",
            "CloudWatch のアラームを受けて、EventBridge が関数を呼び出す"));
        EventView.Show(page, function.World.Event, mode);
        page.Chapter(page.Say("The function checks the pull step by step", "関数がプルの流れを順に確認する"));
        var start = _clock.GetUtcNow();
        var answer = await LiveProgress.ShowAsync(page, function.World, () => function.InvokeAsync(function.World.Event), cancelled);
        var took = _clock.GetUtcNow() - start;
        await new FindingView(page).ShowAsync(answer, heading: _ => { }, cancelled);
        if (mode == "approve" && expected.Status == "fixed" && Hash(answer) is { } hash)
            answer = await ApprovedAsync(page, function, hash, cancelled);
        page.Chapter(page.Say("Notifications go out over one SNS topic", "1 つの SNS トピックから担当者に通知する"));
        MessageView.Show(page, function.World.Notifications);

        var runs = await function.WaitForRunningAsync(expected.PodRunning ? s_patience : TimeSpan.Zero, cancelled);
        page.Chapter(page.Say("The cluster afterwards", "その後のクラスター"));
        PodsView.Show(page, function.World.Pods(), _clock.GetUtcNow());
        var missed = expected.MissedBy(answer, runs, function.World.Calls);
        if (IncidentPage is not null)
            await IncidentPageFile.WriteAsync(IncidentPage, page, answer,
                DemoTimeLine.Of(function.World.Calls, start, _clock.GetUtcNow(), runs), cancelled);
        ResultView.Show(page, expected, missed, function.World.Calls, took, speed);
        return missed.Count == 0;
    }

    private static string? Hash(JsonObject answer) => (string?)answer["findings"]!.AsArray().FirstOrDefault()?["plan"]?["hash"];

    /// <summary>Approves the plan through the alias that only approvers may invoke.</summary>
    private static async Task<JsonObject> ApprovedAsync(TerminalPage page, SandboxFunction function, string hash,
        CancellationToken cancelled)
    {
        var payload = new JsonObject { ["approve"] = hash }.ToJsonString();
        page.Chapter(page.Say("A person approves exactly this plan", "担当者がこのプランを承認する"));
        page.Line(
            $"[dim]$ aws lambda invoke --function-name remediate:{DecisionIntake.Alias} --cli-binary-format raw-in-base64-out "
            + $"--cli-read-timeout 0 --payload '{TerminalText.Escape(payload)}' answer.json[/]");
        page.Line();
        var answer = await LiveProgress.ShowAsync(page, function.World,
            () => function.InvokeAsync(payload, alias: DecisionIntake.Alias), cancelled);
        await new FindingView(page).ShowAsync(answer, heading: _ => { }, cancelled);
        return answer;
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
