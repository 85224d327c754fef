using Remediator.Audit;
using Remediator.Aws;
using Remediator.Cli.Clusters;
using Remediator.Cli.Hosting;
using Remediator.Cli.Options;
using Remediator.Core.Audit;
using Remediator.Core.Failures;
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
        using var aws = CallerAws.Open();
        return await RunAsync(aws, SettingsOf(target), target, space, log, progress, cancelled);
    }

    /// <summary>The same, with a check of the names that the caller gave.</summary>
    /// <returns>The report, and why it may be about another cluster than the caller named; null where it is not.</returns>
    /// <exception cref="MalformedEventException">A name is not valid.</exception>
    /// <exception cref="WrongUsageException">There is no such namespace.</exception>
    public static async Task<(AuditReport Report, Message? Warning)> RunCheckedAsync(
        ClusterTarget target, string? space, Action<string> log, IProgress<AuditProgress> progress, CancellationToken cancelled)
    {
        var settings = SettingsOf(target);
        using var aws = CallerAws.Open();
        var report = await RunAsync(aws, settings, target, space, log, progress, cancelled);
        var names = new NameCheck(aws, settings, new Scope("", target.Region, target.Cluster, space, null, null));
        if (report.IsEmpty)
            await names.PodsAsync();
        return (report, await names.WarningAsync(target));
    }

    private static FunctionSettings SettingsOf(ClusterTarget target) =>
        target.In(FunctionSettings.Read(new Dictionary<string, string?> { ["REMEDIATION_MODE"] = "report" }));

    private static async Task<AuditReport> RunAsync(AwsAccess aws, FunctionSettings settings, ClusterTarget target, string? space,
        Action<string> log, IProgress<AuditProgress> progress, CancellationToken cancelled)
    {
        using var function = Composition.Function(settings, aws, target.Region, TimeProvider.System, new Log(log, TimeProvider.System));
        return await function.AuditAsync(DirectRequest.AuditOf(target.Cluster, space), progress, s_remaining, cancelled);
    }
}
