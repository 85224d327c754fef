using System.Runtime.CompilerServices;
using Remediator.Runtime;

namespace Remediator.Tests.Runtime;

/// <summary>Values cached across invocations, and the calls that several callers share.</summary>
public class TtlCacheTests
{
    private static readonly TimeSpan s_lifetime = TimeSpan.FromMinutes(10);

    private readonly SteppedClock _clock = new();

    [Fact]
    public async Task Callers_at_the_same_time_share_one_call()
    {
        var cache = Cache<string>();
        var (answer, calls) = (new TaskCompletionSource<string>(), 0);
        var both = Task.WhenAll(cache.GetAsync("key", Ask, Stop), cache.GetAsync("key", Ask, Stop));
        answer.SetResult("answer");
        Assert.Equal(["answer", "answer"], await both);
        Assert.Equal(1, calls);

        Task<string> Ask()
        {
            calls++;
            return answer.Task;
        }
    }

    [Fact]
    public async Task A_value_is_cached_until_it_expires()
    {
        var cache = Cache<int>();
        var calls = 0;
        await cache.GetAsync("key", AskAsync, Stop);
        _clock.Step(s_lifetime - TimeSpan.FromTicks(1));
        Assert.Equal(1, await cache.GetAsync("key", AskAsync, Stop));
        _clock.Step(TimeSpan.FromTicks(1));
        Assert.Equal(2, await cache.GetAsync("key", AskAsync, Stop));

        Task<int> AskAsync() => Task.FromResult(++calls);
    }

    /// <summary>The invocation that waited was cancelled, and nobody was left to see the failure.</summary>
    [Fact]
    public async Task A_failure_that_nobody_waited_for_is_not_handed_to_the_next_caller()
    {
        var cache = Cache<string>();
        using var deadline = new CancellationTokenSource();
        var first = new TaskCompletionSource<string>();
        var waiting = cache.GetAsync("key", () => first.Task, deadline.Token);
        await deadline.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        first.SetException(new IOException("the connection of the last invocation broke"));
        Assert.Equal("answer", await cache.GetAsync("key", () => Task.FromResult("answer"), Stop));
    }

    [Fact]
    public async Task A_batch_that_failed_unobserved_is_requested_again()
    {
        var cache = Cache<string>();
        using var deadline = new CancellationTokenSource();
        var first = new TaskCompletionSource<Dictionary<string, string>>();
        var waiting = cache.GetAsync(["a", "b"], _ => first.Task, deadline.Token);
        await deadline.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        first.SetException(new IOException("the connection of the last invocation broke"));
        Assert.Equal("b", (await cache.GetAsync(["b", "c"], AnswerAllAsync, Stop))["b"]);
    }

    [Fact]
    public async Task A_failure_is_given_to_all_who_wait_for_it_and_then_forgotten()
    {
        var cache = Cache<string>();
        var first = new TaskCompletionSource<string>();
        Task<string>[] waiting = [cache.GetAsync("key", () => first.Task, Stop), cache.GetAsync("key", () => first.Task, Stop)];
        first.SetException(new IOException("broken"));
        foreach (var one in waiting)
            Assert.Equal("broken", (await Assert.ThrowsAsync<IOException>(() => one)).Message);
        Assert.Equal("answer", await cache.GetAsync("key", () => Task.FromResult("answer"), Stop));
    }

    [Fact]
    public async Task An_exception_before_the_first_await_is_a_failure_like_any_other()
    {
        var cache = Cache<string>();
        await Assert.ThrowsAsync<InvalidOperationException>(() => cache.GetAsync("key", () => throw new InvalidOperationException(), Stop));
        Assert.Equal("answer", await cache.GetAsync("key", () => Task.FromResult("answer"), Stop));
    }

    /// <summary>A delegate that runs long before its first await must not hold up the callers of other keys, or of the same.</summary>
    [Fact]
    public async Task Nothing_is_called_inside_the_lock()
    {
        var cache = Cache<string>();
        using var other = new ManualResetEventSlim();
        var slow = Task.Run(() => cache.GetAsync("slow", () =>
        {
            Assert.True(other.Wait(TimeSpan.FromSeconds(20)), "another caller had to wait for this one");
            return Task.FromResult("slow");
        }, Stop), Stop);
        Assert.Equal("quick", await Task.Run(() => cache.GetAsync("quick", () => Task.FromResult("quick"), Stop), Stop));
        other.Set();
        Assert.Equal("slow", await slow);
    }

    [Fact]
    public async Task A_batch_requests_only_what_is_not_cached()
    {
        var cache = Cache<string>();
        var asked = new List<string[]>();
        await cache.GetAsync(["a", "b"], RememberAsync, Stop);
        var answers = await cache.GetAsync(["b", "c", "none"], RememberAsync, Stop);
        Assert.Equal(["b", "c"], answers.Keys.Order());
        await cache.GetAsync(["none"], RememberAsync, Stop);
        Assert.Equal(["a,b", "c,none", "none"], asked.Select(keys => string.Join(',', keys)));

        Task<Dictionary<string, string>> RememberAsync(string[] keys)
        {
            asked.Add(keys);
            return AnswerAllAsync([.. keys.Where(key => key != "none")]);
        }
    }

    [Fact]
    public async Task Expired_values_do_not_stay_in_memory()
    {
        var cache = Cache<object>();
        var first = await KeepAsync(cache, "first");
        _clock.Step(s_lifetime);
        await KeepAsync(cache, "second");
        GC.Collect();
        Assert.False(first.IsAlive, "an answer that nobody can get any more was still kept");
        GC.KeepAlive(cache);
    }

    [Fact]
    public async Task A_replaced_value_is_disposed_when_nobody_can_use_it_any_more()
    {
        var usedFor = TimeSpan.FromMinutes(15);
        var cache = new TtlCache<string, Client>(s_lifetime, _clock, usedFor);
        var first = await cache.GetAsync("key", () => Task.FromResult(new Client()), Stop);
        _clock.Step(s_lifetime);
        var second = await cache.GetAsync("key", () => Task.FromResult(new Client()), Stop);
        Assert.Equal((0, 0), (first.Disposed, second.Disposed));
        _clock.Step(usedFor);
        var third = await cache.GetAsync("key", () => Task.FromResult(new Client()), Stop);
        Assert.Equal((1, 0, 0), (first.Disposed, second.Disposed, third.Disposed));
        cache.Clear();
        Assert.Equal((1, 1, 1), (first.Disposed, second.Disposed, third.Disposed));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private TtlCache<string, T> Cache<T>() => new(s_lifetime, _clock);

    private static Task<Dictionary<string, string>> AnswerAllAsync(string[] keys) => Task.FromResult(keys.ToDictionary(key => key));

    /// <summary>In a method of its own, so that no local of the test keeps the answer alive.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> KeepAsync(TtlCache<string, object> cache, string key) =>
        new(await cache.GetAsync(key, () => Task.FromResult(new object()), Stop));

    private sealed class Client : IDisposable
    {
        public int Disposed { get; private set; }

        public void Dispose() => Disposed++;
    }
}
