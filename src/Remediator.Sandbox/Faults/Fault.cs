namespace Remediator.Sandbox.Faults;

/// <summary>
/// A fault to inject into an operation, named as <see cref="Recording.Call"/> names it: "ecr" "GetRepositoryPolicy", "kubernetes"
/// "list pods", or "*" for every operation of a service. The first <paramref name="After"/> calls get their proper answer, the next
/// <paramref name="Times"/> meet the fault.
/// </summary>
public sealed record Fault(string Service, string Operation, FaultKind Kind, int Times = int.MaxValue, int After = 0);

/// <summary>What goes wrong with a call.</summary>
public enum FaultKind
{
    Throttle,
    ServerError,

    /// <summary>No answer is sent; the call hangs until the client gives up.</summary>
    Timeout,

    /// <summary>The connection is closed in the middle of the call.</summary>
    Reset,
    Denied,

    /// <summary>The call is carried out, and answered with status 200 and a body that is not valid in any protocol.</summary>
    Garbage,

    /// <summary>Kubernetes only: 410 Gone, the continue token of a list has expired.</summary>
    Gone,

    /// <summary>SQS only: the first message of a batch is not taken.</summary>
    Partly,

    /// <summary>The answer is the state before the last write.</summary>
    Stale,
}
