using System.Security.Cryptography.X509Certificates;
using Amazon.EC2;

namespace Remediator;

/// <summary>
/// What the first diagnosis of a process would otherwise wait for, done beside its first calls: reading the system's trusted roots, and the
/// SDK's table of instance types. What fails here fails again, and is told, where it is needed.
/// </summary>
internal static class WarmUp
{
    /// <summary>On a thread of its own: the pool has too few at the start to lend one.</summary>
    public static void Begin() => new Thread(() =>
    {
        ReadTrustedRoots();
        _ = InstanceType.FindValue("m5.large");
    })
    { IsBackground = true, Name = "warm-up" }.Start();

    private static void ReadTrustedRoots()
    {
        using var roots = new X509Store(StoreName.Root, StoreLocation.LocalMachine, OpenFlags.ReadOnly);
        foreach (var root in roots.Certificates)
            root.Dispose();
    }
}
