using Remediator.Cli.Terminal;
using Remediator.Sandbox;

namespace Remediator.Cli.Demo;

/// <summary>The pods as `kubectl get pods` prints them, and what the kubelet says about the one that waits.</summary>
internal static class PodsView
{
    public static void Show(Page page, IReadOnlyList<PodView> pods, DateTimeOffset now)
    {
        page.Line("[dim]$ kubectl get pods -A[/]");
        foreach (var line in Aligned.Of([["NAMESPACE", "NAME", "READY", "STATUS", "RESTARTS", "AGE"], .. pods.Select(pod => Row(pod, now))])) page.Line(line);
        foreach (var message in pods.Select(pod => pod.WaitingMessage).OfType<string>().Distinct())
        {
            page.Line();
            page.Line($"[yellow]{Safe.Of(message)}[/]");
        }
    }

    private static string[] Row(PodView pod, DateTimeOffset now) =>
    [
        Safe.Of(pod.Namespace), Safe.Of(pod.Name), pod.Ready ? "1/1" : "0/1",
        pod.Ready ? $"[green]{Safe.Of(pod.Phase)}[/]" : $"[red]{Safe.Of(pod.WaitingReason ?? pod.Phase)}[/]",
        $"{pod.RestartCount}", Age(now - pod.Created),
    ];

    private static string Age(TimeSpan age) => age.TotalMinutes < 2 ? $"{age.TotalSeconds:0}s" : $"{(int)age.TotalMinutes}m{age.Seconds}s";
}
