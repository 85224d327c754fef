namespace Remediator.Core.Verdicts;

/// <summary>The links of the workshop's chain, in its order.</summary>
public enum Step
{
    PodStatus,
    PodEvents,
    ImageReference,
    ImageExists,
    Puller,
    IdentityPermissions,
    RepositoryPolicy,
    RegistryPolicy,
    Network,
    Remediation,
    Verification,
}

public static class StepNames
{
    private static readonly WireNames<Step> s_names = new(
        (Step.PodStatus, "pod-status"),
        (Step.PodEvents, "pod-events"),
        (Step.ImageReference, "image-reference"),
        (Step.ImageExists, "image-exists"),
        (Step.Puller, "puller"),
        (Step.IdentityPermissions, "identity-permissions"),
        (Step.RepositoryPolicy, "repository-policy"),
        (Step.RegistryPolicy, "registry-policy"),
        (Step.Network, "network"),
        (Step.Remediation, "remediation"),
        (Step.Verification, "verification"));

    extension(Step step)
    {
        public string WireName => s_names.Of(step);

        /// <exception cref="FormatException">It has another name.</exception>
        public static Step FromWire(string name) => s_names.Parse(name);
    }
}

public enum StepResult
{
    Pass,
    Fail,
    Unknown,
    Skipped,
}

public static class StepResultNames
{
    private static readonly WireNames<StepResult> s_names = new(
        (StepResult.Pass, "pass"),
        (StepResult.Fail, "fail"),
        (StepResult.Unknown, "unknown"),
        (StepResult.Skipped, "skipped"));

    extension(StepResult stepResult)
    {
        public string WireName => s_names.Of(stepResult);

        /// <exception cref="FormatException">It has another name.</exception>
        public static StepResult FromWire(string name) => s_names.Parse(name);
    }
}

/// <summary>One link of the chain: what was seen, and the command that reproduces it (null where there is none).</summary>
public sealed record Evidence(Step Step, StepResult Result, Message What, string? Command);
