using Remediator.Audit;
using Remediator.Cli.Clusters;
using Remediator.Cli.Hosting;
using Remediator.Core.Audit;
using Remediator.Core.Triggers;
using Remediator.Runtime;
using Remediator.Settings;

namespace Remediator.Cli.Audit;

/// <summary>Runs the function's own audit on a cluster with the caller's credentials.</summary>
internal static class AuditRun
{
    /// <summary>A person waits as long as they like; Ctrl-C ends it.</summary>
    private static readonly TimeSpan s_remaining = TimeSpan.FromHours(12);

    /// <exception cref="MalformedEventException">A name is not valid.</exception>
    public static async Task<AuditReport> RunAsync(
        ClusterTarget target, string? space, Action<string> log, IProgress<AuditProgress> progress, CancellationToken cancelled)
    {
        FunctionSettings settings = target.In(FunctionSettings.Read(new Dictionary<string, string?> { ["REMEDIATION_MODE"] = "report" }));
        using var aws = CallerAws.Open();
        using var function = Composition.Function(settings, aws, target.Region, TimeProvider.System, new Log(log, TimeProvider.System));
        return await function.AuditAsync(DirectRequest.AuditOf(target.Cluster, space), progress, s_remaining, cancelled);
    }
}
