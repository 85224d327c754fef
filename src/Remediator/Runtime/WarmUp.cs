using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Amazon.EC2;
using Remediator.Aws;

namespace Remediator.Runtime;

/// <summary>
/// What the first diagnosis of a process would otherwise wait for, done while the function comes up: reading the system's trusted roots, the
/// SDK's table of instance types, and the first call of each operation.
/// </summary>
internal static class WarmUp
{
    /// <summary>On threads of their own: the pool has too few at the start to lend any.</summary>
    public static Task Begin() => Task.WhenAll(
        OnItsOwn(ReadTrustedRoots),
        OnItsOwn(() => InstanceType.FindValue("m5.large")),
        OnItsOwn(() => SdkWarmUp.PlayAsync().GetAwaiter().GetResult()));

    /// <summary>
    /// Waited for before the first event is asked for, so that no event pays for it. What failed is only logged: it fails again, and is told,
    /// where it is needed.
    /// </summary>
    public static async Task<bool> EndedAsync(Task warmUp, Log log)
    {
        await warmUp.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var failure in warmUp.Exception?.InnerExceptions ?? [])
            log.Warning("a part of the warm-up failed, so the first diagnosis is slower", ("error", (JsonNode)failure.Message));
        return true;
    }

    private static Task OnItsOwn(Action work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static void ReadTrustedRoots()
    {
        using var roots = new X509Store(StoreName.Root, StoreLocation.LocalMachine, OpenFlags.ReadOnly);
        foreach (var root in roots.Certificates)
            root.Dispose();
    }
}
