namespace Remediator.Core.Plans;

/// <summary>What the program may do: only report, do what was approved, or act within the guardrails.</summary>
public enum Mode
{
    Report,
    Approve,
    Auto,
}

public static class ModeNames
{
    private static readonly WireNames<Mode> s_names = new(
        (Mode.Report, "report"),
        (Mode.Approve, "approve"),
        (Mode.Auto, "auto"));

    extension(Mode mode)
    {
        public string WireName => s_names.Of(mode);

        /// <exception cref="FormatException">It has another name.</exception>
        public static Mode FromWire(string name) => s_names.Parse(name);
    }
}

/// <summary>How the workload comes back after a patch.</summary>
public enum RestartWorkloads
{
    Auto,
    Rollout,
    StuckPods,
    Off,
}

public static class RestartWorkloadsNames
{
    private static readonly WireNames<RestartWorkloads> s_names = new(
        (RestartWorkloads.Auto, "auto"),
        (RestartWorkloads.Rollout, "rollout"),
        (RestartWorkloads.StuckPods, "stuck-pods"),
        (RestartWorkloads.Off, "off"));

    extension(RestartWorkloads restartWorkloads)
    {
        public string WireName => s_names.Of(restartWorkloads);

        /// <exception cref="FormatException">It has another name.</exception>
        public static RestartWorkloads FromWire(string name) => s_names.Parse(name);
    }
}
