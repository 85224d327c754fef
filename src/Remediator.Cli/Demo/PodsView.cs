using Remediator.Sandbox.Kubelet;

namespace Remediator.Cli.Demo;

/// <summary>Shows the pods as `kubectl get pods` prints them.</summary>
internal static class PodsView
{
    public static void Show(TerminalPage page, IReadOnlyList<PodView> pods, DateTimeOffset now)
    {
        foreach (var ns in pods.GroupBy(pod => pod.Namespace))
        {
            page.Line($"[dim]$ kubectl get pods -n {TerminalText.Escape(ns.Key)}[/]");
            foreach (var line in TextTable.Of([["NAME", "READY", "STATUS", "RESTARTS", "AGE"], .. ns.Select(pod => Row(pod, now))]))
                page.Line(line);
        }
    }

    private static string[] Row(PodView pod, DateTimeOffset now) =>
    [
        TerminalText.Escape(pod.Name), pod.Ready ? "1/1" : "0/1",
        pod.Ready ? $"[green]{TerminalText.Escape(pod.Phase)}[/]" : $"[red]{TerminalText.Escape(pod.WaitingReason ?? pod.Phase)}[/]",
        $"{pod.RestartCount}", Age(now - pod.Created),
    ];

    private static string Age(TimeSpan age) => age.TotalMinutes < 2 ? $"{age.TotalSeconds:0}s" : $"{(int)age.TotalMinutes}m{age.Seconds}s";
}
