using System.Collections;
using System.Text.Json;
using Amazon.Runtime;
using Remediator.Cli.Hosting;
using Remediator.Core.Failures;
using Remediator.Core.Triggers;
using Remediator.Runtime;
using Remediator.Settings;

namespace Remediator.Cli.Diagnose;

/// <summary>Runs the Lambda's handler on a cluster with the caller's credentials, in report mode and without a topic.</summary>
internal static class ClusterDiagnosis
{
    /// <summary>The settings that are taken from the environment. None of them allows a write or sends a notification.</summary>
    private static readonly string[] s_acceptedSettings = ["KUBECONFIG", "PATCH_STRATEGY", "PATCHABLE_REPOSITORIES", "PROTECTED_SIDS"];

    /// <summary>The response of the handler, with checks of the names that the caller gave.</summary>
    /// <exception cref="BadSettingException">No region is known, or a setting in the environment is not accepted.</exception>
    /// <exception cref="MalformedEventException">A name is not valid.</exception>
    public static async Task<DiagnosisResult> RunAsync(string cluster, string? space, string? workload)
    {
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key,
            e => (string?)e.Value);
        FunctionSettings settings =
            FunctionSettings.Read(environment.Where(variable => s_acceptedSettings.Contains(variable.Key))
                .Append(new("REMEDIATION_MODE", "report")).ToDictionary());
        var region = RegionOf(environment);
        using var aws = CallerAws.Open();
        using var function = Composition.Function(settings, aws, region, TimeProvider.System, new Log(_ => { }, TimeProvider.System));
        using var request = JsonDocument.Parse(Request(cluster, space, workload).ToJsonString());
        var answer = await function.HandleAsync(request.RootElement,
            new LocalContext(SandboxFunction.Timeout, region, "", new LineLogger(_ => { })));
        var names = new NameCheck(aws, settings.Kubeconfig, new Scope("", region, cluster, space, workload, null));
        return new(answer, await names.WarningAsync(), answer["findings"]!.AsArray().Count == 0 ? await names.NoWaitingPodsAsync() : null);
    }

    private static JsonObject Request(string cluster, string? space, string? workload)
    {
        var request = new JsonObject { ["cluster"] = cluster };
        if (space is not null)
            request["namespace"] = space;
        if (workload is not null)
            request["workload"] = workload;
        return request;
    }

    /// <summary>The region as the aws command line finds it: from the environment, else from the profile.</summary>
    /// <exception cref="BadSettingException">None is known.</exception>
    public static string RegionOf(Dictionary<string, string?> environment) =>
        environment.GetValueOrDefault("AWS_REGION") ?? environment.GetValueOrDefault("AWS_DEFAULT_REGION")
        ?? FallbackRegionFactory.GetRegionEndpoint()?.SystemName
        ?? throw new BadSettingException("AWS_REGION", "", "the region of the cluster, here or in your AWS profile");
}
