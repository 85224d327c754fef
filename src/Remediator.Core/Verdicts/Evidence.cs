using Remediator.Core.Wording;

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
    Network,
    Remediation,
    Verification,
}

public enum StepResult
{
    Pass,
    Fail,
    Unknown,
    Skipped,
}

/// <summary>One link of the chain: what was seen, and the command that shows the same by hand (null where there is none).</summary>
public sealed record Evidence(Step Step, StepResult Result, Message What, string? Command);
