using System.Collections;
using Remediator.Audit;
using Remediator.Cli.Diagnose;
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

    /// <exception cref="BadSettingException">No region is known.</exception>
    /// <exception cref="MalformedEventException">A name is not valid.</exception>
    public static async Task<AuditReport> RunAsync(
        string cluster, string? space, IProgress<AuditProgress> progress, CancellationToken cancelled)
    {
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key,
            e => (string?)e.Value);
        FunctionSettings settings = FunctionSettings.Read(environment.Where(variable => variable.Key == "KUBECONFIG")
            .Append(new("REMEDIATION_MODE", "report")).ToDictionary());
        var region = ClusterDiagnosis.RegionOf(environment);
        using var aws = CallerAws.Open();
        using var function = Composition.Function(settings, aws, region, TimeProvider.System, new Log(_ => { }, TimeProvider.System));
        return await function.AuditAsync(DirectRequest.AuditOf(cluster, space), progress, s_remaining, cancelled);
    }
}
