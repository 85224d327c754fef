using Microsoft.AspNetCore.Http;

namespace Remediator.Sandbox.Faults;

/// <summary>Faults of the connection itself, the same for every protocol.</summary>
internal static class ConnectionFault
{
    /// <summary>Hangs or aborts the call if the fault says so; true when it did, and there is nothing left to answer.</summary>
    public static async Task<bool> ApplyAsync(FaultKind? fault, HttpContext context, CancellationToken stopping)
    {
        if (fault is not (FaultKind.Timeout or FaultKind.Reset))
            return false;
        if (fault == FaultKind.Timeout)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
            await Task.Delay(Timeout.Infinite, either.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        }
        context.Abort();
        return true;
    }
}
