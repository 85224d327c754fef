using Remediator.Cli.Terminal;
using Remediator.Sandbox;

namespace Remediator.Cli.Demo;

/// <summary>The pods as `kubectl get pods` prints them.</summary>
internal static class PodsView
{
    public static void Show(Page page, IReadOnlyList<PodView> pods, DateTimeOffset now)
    {
        foreach (var ns in pods.GroupBy(pod => pod.Namespace))
        {
            page.Line($"[dim]$ kubectl get pods -n {Safe.Of(ns.Key)}[/]");
            foreach (var line in Aligned.Of([["NAME", "READY", "STATUS", "RESTARTS", "AGE"], .. ns.Select(pod => Row(pod, now))])) page.Line(line);
        }
    }

    private static string[] Row(PodView pod, DateTimeOffset now) =>
    [
        Safe.Of(pod.Name), pod.Ready ? "1/1" : "0/1",
        pod.Ready ? $"[green]{Safe.Of(pod.Phase)}[/]" : $"[red]{Safe.Of(pod.WaitingReason ?? pod.Phase)}[/]",
        $"{pod.RestartCount}", Age(now - pod.Created),
    ];

    private static string Age(TimeSpan age) => age.TotalMinutes < 2 ? $"{age.TotalSeconds:0}s" : $"{(int)age.TotalMinutes}m{age.Seconds}s";
}
