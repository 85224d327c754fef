using Remediator.Core.Plans;
using Remediator.Core.Policies.Fixing;
using Remediator.Core.Policies.Language;
using Remediator.Core.Triggers;

namespace Remediator.Settings;

/// <summary>An environment variable has a value that is not accepted; the process does not start.</summary>
public sealed class BadSettingException(string variable, string value, string accepted)
    : Exception($"setting {variable} is \"{value}\": accepted is {accepted}");

/// <summary>The deployment's settings, read once at start. A value that is not accepted stops the start.</summary>
public sealed record FunctionSettings
{
    private const string DefaultProtectedSids = "*quarantine*,*protected*";

    public required string? FindingsTopicArn { get; init; }

    /// <summary>The language of texts for people; the payload for programs is English.</summary>
    public required Language Language { get; init; }
    public required Mode Mode { get; init; }
    public required PatchStrategy Strategy { get; init; }
    public required IReadOnlyList<string> PatchableRepositories { get; init; }
    public required IReadOnlyList<string> ProtectedSids { get; init; }
    public required RestartWorkloads Restart { get; init; }
    public required TimeSpan Verify { get; init; }

    /// <summary>The DynamoDB table that stores incidents; null: they live as long as this process.</summary>
    public required string? IncidentTable { get; init; }

    /// <summary>How long the same incident is not notified again. It never stops a diagnosis or a fix.</summary>
    public required TimeSpan Cooldown { get; init; }

    public required int MaxPatchesPerHour { get; init; }

    /// <summary>Whether Events are put on workloads and pods whose pulls fail, which is a right of its own in a cluster.</summary>
    public required bool AnnotateWorkloads { get; init; }

    /// <summary>The clusters, or patterns of clusters, of events that name none and, where any is listed, the only ones whose events are
    /// handled.</summary>
    public required IReadOnlyList<ListedCluster> Clusters { get; init; }

    /// <summary>The queue that a sweep over several clusters puts a message for each into; null: this invocation looks at them.</summary>
    public required string? SweepQueueUrl { get; init; }

    /// <summary>Roles to work as in other accounts, at most one per account.</summary>
    public required IReadOnlyList<RoleArn> SpokeRoles { get; init; }

    /// <summary>The external id that the trust policies of <see cref="SpokeRoles"/> require, or null.</summary>
    public required string? SpokeExternalId { get; init; }

    /// <summary>A kubeconfig to reach the cluster with, instead of the EKS token.</summary>
    public required string? Kubeconfig { get; init; }

    /// <summary>The context of it; null: its current one. The command line alone asks for another.</summary>
    public string? KubeconfigContext { get; init; }

    /// <exception cref="BadSettingException">A variable has a value that is not accepted.</exception>
    public static FunctionSettings Read(IReadOnlyDictionary<string, string?> environment)
    {
        var variables = new Variables(environment);
        var table = variables.Table("INCIDENT_TABLE");
        var mode = variables.OneOf("REMEDIATION_MODE", one => one.WireName, Mode.Report, Mode.Approve, Mode.Auto);
        if (mode is Mode.Approve && table is null)
            throw new BadSettingException(
                "REMEDIATION_MODE", "approve", "approve only with INCIDENT_TABLE, which stores what was shown; without it report, auto");
        return new FunctionSettings
        {
            FindingsTopicArn = variables.TopicArn("FINDINGS_TOPIC_ARN"),
            Language = variables.OneOf("FINDINGS_LANGUAGE", one => one.Tag, Enum.GetValues<Language>()),
            Mode = mode,
            Strategy = variables.OneOf("PATCH_STRATEGY", one => one.WireName, PatchStrategy.CarveOut, PatchStrategy.FlipEffect),
            PatchableRepositories = variables.Repositories("PATCHABLE_REPOSITORIES"),
            ProtectedSids = variables.List("PROTECTED_SIDS", DefaultProtectedSids),
            Restart = variables.OneOf(
                "RESTART_WORKLOADS", one => one.WireName,
                RestartWorkloads.Auto, RestartWorkloads.Rollout, RestartWorkloads.StuckPods, RestartWorkloads.Off),
            Verify = TimeSpan.FromSeconds(variables.Number("VERIFY_SECONDS", 90, 0, 600)),
            IncidentTable = table,
            Cooldown = TimeSpan.FromMinutes(variables.Number("COOLDOWN_MINUTES", 60, 0, 1440)),
            MaxPatchesPerHour = variables.Number("MAX_PATCHES_PER_HOUR", 5, 0, 1000),
            AnnotateWorkloads = variables.IsOn("ANNOTATE_WORKLOADS"),
            Clusters = variables.Clusters("CLUSTERS"),
            SweepQueueUrl = variables.QueueUrl("SWEEP_QUEUE_URL"),
            SpokeRoles = variables.SpokeRoles("SPOKE_ROLES", "SPOKE_ACCOUNTS", "SPOKE_ROLE_NAME"),
            SpokeExternalId = variables.Text("SPOKE_EXTERNAL_ID"),
            Kubeconfig = variables.Text("KUBECONFIG"),
        };
    }
}
