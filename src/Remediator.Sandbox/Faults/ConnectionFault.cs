using Microsoft.AspNetCore.Http;

namespace Remediator.Sandbox.Faults;

/// <summary>The faults below any protocol.</summary>
internal static class ConnectionFault
{
    /// <summary>True when the call was left without an answer.</summary>
    public static async Task<bool> ApplyAsync(FaultKind? fault, HttpContext context, CancellationToken stopping)
    {
        if (fault is not (FaultKind.Timeout or FaultKind.Reset)) return false;
        if (fault == FaultKind.Timeout)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
            await Task.Delay(Timeout.Infinite, either.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        }
        context.Abort();
        return true;
    }
}
