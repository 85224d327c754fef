namespace Remediator.Core.Plans;

/// <summary>What the program may do: only tell, do what a person approved, or act within the rails.</summary>
public enum Mode
{
    Report,
    Approve,
    Auto,
}

/// <summary>How the workload comes back after a patch.</summary>
public enum RestartWorkloads
{
    Auto,
    Rollout,
    StuckPods,
    Off,
}
