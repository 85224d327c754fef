using Remediator.Sandbox.Recording;

namespace Remediator.Sandbox.Faults;

/// <summary>
/// An answer to order for an operation, as <see cref="Call"/> names them ("ecr" "GetRepositoryPolicy", "kubernetes" "list pods"; "*" for all of a service).
/// The first <paramref name="After"/> calls are answered properly, the next <paramref name="Times"/> are not.
/// </summary>
public sealed record Fault(string Service, string Operation, FaultKind Kind, int Times = int.MaxValue, int After = 0);

/// <summary>What goes wrong with a call.</summary>
public enum FaultKind
{
    Throttle,
    ServerError,

    /// <summary>The answer never comes; the call hangs until the client gives up.</summary>
    Timeout,

    /// <summary>The connection is closed in the middle of the call.</summary>
    Reset,
    Denied,

    /// <summary>The call is carried out, and answered with status 200 and a body that no protocol here knows.</summary>
    Garbage,

    /// <summary>Of Kubernetes: what a list should go on from is no longer kept.</summary>
    Gone,

    /// <summary>The answer is that of before the last write.</summary>
    Stale,
}
