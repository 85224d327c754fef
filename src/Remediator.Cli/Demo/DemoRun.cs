using System.Text.Json.Nodes;
using Remediator.Cli.Hosting;
using Remediator.Cli.Views;
using Remediator.Core.Wording;
using Remediator.Gate;
using Remediator.Sandbox;
using Remediator.Sandbox.Hosting;
using Remediator.Sandbox.Model;
using Remediator.Sandbox.Recording;

namespace Remediator.Cli.Demo;

/// <summary>One scenario: the world breaks, the alarm goes through the Lambda's own handler, and what comes of it is held against the stated end.</summary>
public sealed class DemoRun(Scenario scenario, string mode, DemoSpeed pace)
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromMinutes(2);

    /// <summary>Where the page of the incident is written; null for nowhere.</summary>
    public FileInfo? IncidentPage { get; init; }

    private readonly FastClock clock = new(pace.ClockFactor);

    /// <summary>Shows it as it happens; true if it reached its stated end.</summary>
    public async Task<bool> RunAsync(TerminalPage page, CancellationToken cancelled)
    {
        var stated = ExpectedEnd.Of(scenario, mode);
        IntroductionView.Show(page, scenario, stated);
        var settings = new Dictionary<string, string> { ["REMEDIATION_MODE"] = mode, ["FINDINGS_LANGUAGE"] = page.Language.Tag };
        if (mode == "approve")
            settings["INCIDENT_TABLE"] = "incidents";
        await using var stage = await SandboxFunction.StartAsync(scenario, settings, clock, log: _ => { }, pace.Latency, cancelled);
        page.Chapter(page.Say("The cluster, as an operator sees it", "オペレーターから見たクラスター"));
        PodsView.Show(page, await FoundAsync(stage.World, broken: stated.Status is not null, cancelled), clock.GetUtcNow());
        page.Chapter(page.Say("CloudWatch raises the alarm, and EventBridge invokes the function", "CloudWatch のアラームを受けて、EventBridge が関数を呼び出す"));
        EventView.Show(page, stage.World.Event, mode);
        page.Chapter(page.Say("The function checks the pull step by step", "関数がプルの流れを順に確認する"));
        var begun = clock.GetUtcNow();
        var answer = await LiveProgress.ShowAsync(page, stage.World, () => stage.InvokeAsync(stage.World.Event), cancelled);
        var took = clock.GetUtcNow() - begun;
        await FindingView.ShowAsync(page, answer, heading: _ => { }, cancelled);
        if (mode == "approve" && stated.Status == "fixed" && Hash(answer) is { } hash)
            answer = await ApprovedAsync(page, stage, hash, cancelled);
        page.Chapter(page.Say("Notifications go out over one SNS topic", "1 つの SNS トピックから担当者に通知する"));
        MessageView.Show(page, stage.World.Notifications);

        var runs = await stage.WaitForRunningAsync(stated.PodRunning ? LongEnough : TimeSpan.Zero, cancelled);
        page.Chapter(page.Say("The cluster afterwards", "その後のクラスター"));
        PodsView.Show(page, stage.World.Pods(), clock.GetUtcNow());
        var missed = stated.MissedBy(answer, runs, stage.World.Calls);
        if (IncidentPage is not null)
            await IncidentPageFile.WriteAsync(IncidentPage, page, answer, DemoTimeLine.Of(stage.World.Calls, begun, clock.GetUtcNow(), runs), cancelled);
        ResultView.Show(page, stated, missed, stage.World.Calls, took, pace);
        return missed.Count == 0;
    }

    private static string? Hash(JsonObject answer) => (string?)answer["findings"]!.AsArray().FirstOrDefault()?["plan"]?["hash"];

    /// <summary>A person looked at the plan and says yes, through the alias that only approvers may invoke.</summary>
    private static async Task<JsonObject> ApprovedAsync(TerminalPage page, SandboxFunction stage, string hash, CancellationToken cancelled)
    {
        var payload = new JsonObject { ["approve"] = hash }.ToJsonString();
        page.Chapter(page.Say("A person approves exactly this plan", "担当者がこのプランを承認する"));
        page.Line($"[dim]$ aws lambda invoke --function-name remediate:{Approvals.Alias} --cli-binary-format raw-in-base64-out --payload '{TerminalText.Escape(payload)}' answer.json[/]");
        page.Line();
        var answer = await LiveProgress.ShowAsync(page, stage.World, () => stage.InvokeAsync(payload, alias: Approvals.Alias), cancelled);
        await FindingView.ShowAsync(page, answer, heading: _ => { }, cancelled);
        return answer;
    }

    private static async Task<IReadOnlyList<PodView>> FoundAsync(World world, bool broken, CancellationToken cancelled)
    {
        IReadOnlyList<PodView> pods = [];
        // ErrImagePull is but a moment between two waits
        await world.WaitUntilAsync(
            now => (pods = now.Pods()).Any(pod => broken ? pod.WaitingReason is not (null or "ErrImagePull" or "ContainerCreating") : pod.Ready), LongEnough, cancelled);
        return pods;
    }
}
