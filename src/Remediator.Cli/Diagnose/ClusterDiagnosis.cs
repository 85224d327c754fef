using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Remediator.Cli.Hosting;
using Remediator.Core.Failures;
using Remediator.Core.Triggers;
using Remediator.Runtime;
using Remediator.Settings;

namespace Remediator.Cli.Diagnose;

/// <summary>The Lambda's own handler asked about a cluster as the caller, in a mode that cannot write and without a topic to tell.</summary>
internal static class ClusterDiagnosis
{
    /// <summary>What a deployment may have set and a person may want to see the effect of. Nothing here writes, tells or widens.</summary>
    private static readonly string[] Heeded = ["KUBECONFIG", "PATCH_STRATEGY", "PATCHABLE_REPOSITORIES", "PROTECTED_SIDS"];

    /// <summary>The response of the invocation, with what it leaves open.</summary>
    /// <exception cref="BadSettingException">No region is known, or a setting in the environment is not accepted.</exception>
    /// <exception cref="MalformedEventException">A name is none.</exception>
    public static async Task<DiagnosisResult> RunAsync(string cluster, string? space, string? workload)
    {
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string?)e.Value);
        FunctionSettings settings = FunctionSettings.Read(environment.Where(variable => Heeded.Contains(variable.Key)).Append(new("REMEDIATION_MODE", "report")).ToDictionary());
        var region = RegionOf(environment);
        using var aws = CallerAws.Open();
        var function = Composition.Function(settings, aws, region, TimeProvider.System, new Log(_ => { }, TimeProvider.System));
        using var request = JsonDocument.Parse(Request(cluster, space, workload).ToJsonString());
        var answer = await function.HandleAsync(request.RootElement, new LocalContext(SandboxFunction.Timeout, region, "", new LineLogger(_ => { })));
        var look = new NameCheck(aws, settings.Kubeconfig, new Scope("", region, cluster, space, workload, null));
        return new(answer, await look.WarningAsync(), answer["findings"]!.AsArray().Count == 0 ? await look.NoWaitingPodsAsync() : null);
    }

    private static JsonObject Request(string cluster, string? space, string? workload)
    {
        var request = new JsonObject { ["cluster"] = cluster };
        if (space is not null) request["namespace"] = space;
        if (workload is not null) request["workload"] = workload;
        return request;
    }

    /// <summary>As the aws command line finds it: from the environment, else from the profile.</summary>
    private static string RegionOf(Dictionary<string, string?> environment) =>
        environment.GetValueOrDefault("AWS_REGION") ?? environment.GetValueOrDefault("AWS_DEFAULT_REGION")
        ?? FallbackRegionFactory.GetRegionEndpoint()?.SystemName
        ?? throw new BadSettingException("AWS_REGION", "", "the region of the cluster, here or in your AWS profile");
}
