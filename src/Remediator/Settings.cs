using Remediator.Core;
using Remediator.Core.Policies;

namespace Remediator;

/// <summary>What the deployment decided, read once at start. A value that is not accepted stops the start.</summary>
public sealed record Settings
{
    private const string DefaultProtectedSids = "*quarantine*,*protected*";

    public required string? FindingsTopicArn { get; init; }

    /// <summary>Of what people read; programs read English.</summary>
    public required Language Language { get; init; }
    public required Mode Mode { get; init; }
    public required PatchStrategy Strategy { get; init; }
    public required IReadOnlyList<string> PatchableRepositories { get; init; }
    public required IReadOnlyList<string> ProtectedSids { get; init; }
    public required RestartWorkloads Restart { get; init; }
    public required TimeSpan Verify { get; init; }

    /// <summary>The clusters of events that name none and, where any is listed, the only ones believed in.</summary>
    public required IReadOnlyList<ListedCluster> Clusters { get; init; }

    /// <summary>Roles to work as in other accounts, one an account.</summary>
    public required IReadOnlyList<RoleArn> SpokeRoles { get; init; }

    /// <summary>What the trust policies of <see cref="SpokeRoles"/> ask for, or null.</summary>
    public required string? SpokeExternalId { get; init; }

    /// <summary>A kubeconfig to reach the cluster with, instead of the EKS token.</summary>
    public required string? Kubeconfig { get; init; }

    /// <exception cref="BadSettingException">A variable has a value that is not accepted.</exception>
    public static Settings Read(IReadOnlyDictionary<string, string?> environment)
    {
        var variables = new Variables(environment);
        variables.OnlyDefault("INCIDENT_TABLE", "");
        variables.OnlyDefault("COOLDOWN_MINUTES", "60");
        variables.OnlyDefault("MAX_PATCHES_PER_HOUR", "5");
        return new Settings
        {
            FindingsTopicArn = variables.TopicArn("FINDINGS_TOPIC_ARN"),
            Language = variables.OneOf("FINDINGS_LANGUAGE", Language.En, Language.Ja),
            // approving needs a memory of what was shown, which this version does not have
            Mode = variables.OneOf("REMEDIATION_MODE", Mode.Report, Mode.Auto),
            Strategy = variables.OneOf("PATCH_STRATEGY", PatchStrategy.CarveOut, PatchStrategy.FlipEffect),
            PatchableRepositories = variables.Repositories("PATCHABLE_REPOSITORIES"),
            ProtectedSids = variables.List("PROTECTED_SIDS", DefaultProtectedSids),
            Restart = variables.OneOf("RESTART_WORKLOADS", RestartWorkloads.Auto, RestartWorkloads.Rollout, RestartWorkloads.StuckPods, RestartWorkloads.Off),
            Verify = TimeSpan.FromSeconds(variables.Number("VERIFY_SECONDS", 90, 0, 600)),
            Clusters = variables.Clusters("CLUSTERS"),
            SpokeRoles = variables.Roles("SPOKE_ROLES"),
            SpokeExternalId = variables.Text("SPOKE_EXTERNAL_ID"),
            Kubeconfig = variables.Text("KUBECONFIG"),
        };
    }
}
