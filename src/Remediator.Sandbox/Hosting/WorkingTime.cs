namespace Remediator.Sandbox.Hosting;

/// <summary>
/// The wall's time less what a busy machine takes from this process. It goes on by a few milliseconds each time that a thread and the
/// thread pool have had their turn, so a process that is kept waiting for a processor sees no time pass.
/// </summary>
internal static class WorkingTime
{
    private static readonly TimeSpan s_beat = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan s_mostBetweenBeats = TimeSpan.FromMilliseconds(5);

    private static readonly Lock s_gate = new();
    private static TimeSpan s_counted;
    private static long s_beatAt = TimeProvider.System.GetTimestamp();

    static WorkingTime() => new Thread(BeatForEver) { IsBackground = true, Name = "working time" }.Start();

    public static TimeSpan Elapsed
    {
        get
        {
            lock (s_gate)
                return s_counted + SinceBeat();
        }
    }

    private static TimeSpan SinceBeat()
    {
        var passed = TimeProvider.System.GetElapsedTime(s_beatAt);
        return passed < s_mostBetweenBeats ? passed : s_mostBetweenBeats;
    }

    private static void BeatForEver()
    {
        using var hadItsTurn = new SemaphoreSlim(0);
        while (true)
        {
            Thread.Sleep(s_beat);
            // behind whatever the pool has to do first: that is what the clock's users wait for
            ThreadPool.UnsafeQueueUserWorkItem(static turn => turn.Release(), hadItsTurn, preferLocal: false);
            hadItsTurn.Wait();
            lock (s_gate)
            {
                s_counted += SinceBeat();
                s_beatAt = TimeProvider.System.GetTimestamp();
            }
        }
    }
}
