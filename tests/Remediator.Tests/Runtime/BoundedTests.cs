using Remediator.Runtime;

namespace Remediator.Tests.Runtime;

/// <summary>Work side by side, never more than so much at once.</summary>
public class BoundedTests
{
    [Fact]
    public async Task No_more_than_the_bound_runs_at_once_and_the_results_keep_their_order()
    {
        var (running, most) = (0, 0);
        var results = await Bounded.SelectAsync(Enumerable.Range(0, 20), 3, async item =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Yield();
            Interlocked.Decrement(ref running);
            return item;
        });
        Assert.Equal(Enumerable.Range(0, 20), results);
        Assert.InRange(most, 1, 3);
    }

    [Fact]
    public async Task One_failing_task_does_not_stop_the_others()
    {
        var done = 0;
        await Assert.ThrowsAsync<IOException>(() => Bounded.SelectAsync(Enumerable.Range(0, 5), 2, async item =>
        {
            await Task.Yield();
            return item == 0 ? throw new IOException() : Interlocked.Increment(ref done);
        }));
        Assert.Equal(4, done);
    }
}
