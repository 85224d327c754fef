using System.Collections;
using System.Text.Json;
using Remediator.Cli.Clusters;
using Remediator.Cli.Hosting;
using Remediator.Core.Failures;
using Remediator.Core.Triggers;
using Remediator.Runtime;
using Remediator.Settings;

namespace Remediator.Cli.Diagnose;

/// <summary>Runs the Lambda's handler on a cluster with the caller's credentials, in report mode and without a topic.</summary>
/// <param name="log">Takes the function's log lines.</param>
internal sealed class ClusterDiagnosis(ClusterTarget target, string? space, string? workload, Action<string> log)
{
    /// <summary>The settings that are taken from the environment. None of them allows a write or sends a notification.</summary>
    private static readonly string[] s_acceptedSettings = ["PATCH_STRATEGY", "PATCHABLE_REPOSITORIES", "PROTECTED_SIDS"];

    /// <summary>The response of the handler, with checks of the names that the caller gave.</summary>
    /// <exception cref="BadSettingException">A setting in the environment is not accepted.</exception>
    /// <exception cref="MalformedEventException">A name is not valid.</exception>
    public async Task<DiagnosisResult> RunAsync()
    {
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key,
            e => (string?)e.Value);
        FunctionSettings settings = target.In(FunctionSettings.Read(environment
            .Where(variable => s_acceptedSettings.Contains(variable.Key)).Append(new("REMEDIATION_MODE", "report")).ToDictionary()));
        using var aws = CallerAws.Open();
        using var function = Composition.Function(settings, aws, target.Region, TimeProvider.System, new Log(log, TimeProvider.System));
        using var request = JsonDocument.Parse(Request().ToJsonString());
        var answer = await function.HandleAsync(request.RootElement,
            new LocalContext(SandboxFunction.Timeout, target.Region, "", new LineLogger(log)));
        var names = new NameCheck(aws, settings, new Scope("", target.Region, target.Cluster, space, workload, null));
        return new(answer, await names.WarningAsync(target),
            answer["findings"]!.AsArray().Count == 0 && await names.PodsAsync() is { } pods ? new(space!, workload, pods) : null);
    }

    private JsonObject Request()
    {
        var request = new JsonObject { ["cluster"] = target.Cluster };
        if (space is not null)
            request["namespace"] = space;
        if (workload is not null)
            request["workload"] = workload;
        return request;
    }
}
