namespace Remediator.Runtime;

/// <summary>
/// Answers kept across warm invocations for a stated time, on the function's clock. Callers that ask at the same time share one call; a
/// call that failed, and a key that got no answer, is asked again. Expired answers are dropped.
/// </summary>
/// <param name="usedFor">How long after its expiry an answer may still be in use. Then, if it is <see cref="IDisposable"/>, it is
/// disposed.</param>
internal sealed class TtlCache<TKey, TValue>(TimeSpan lifetime, TimeProvider clock, TimeSpan usedFor = default) where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, Call> _calls = [];
    private readonly Queue<Call> _oldestFirst = [];

    /// <param name="ask">Not bound to one invocation's deadline: the next invocation may use its answer.</param>
    public async Task<TValue> GetAsync(TKey key, Func<Task<TValue>> ask, CancellationToken cancelled) =>
        (await GetAsync([key], async _ => new Dictionary<TKey, TValue> { [key] = await ask() }, cancelled))[key];

    /// <summary>Several answers by as few calls as there can be.</summary>
    /// <param name="ask">Asks for the keys that are not kept, in one call. Not bound to one invocation's deadline.</param>
    /// <returns>The answers that there are; a key may have none.</returns>
    public async Task<Dictionary<TKey, TValue>> GetAsync(
        IReadOnlyCollection<TKey> keys, Func<TKey[], Task<Dictionary<TKey, TValue>>> ask, CancellationToken cancelled)
    {
        var (calls, started) = CallsFor(keys);
        // outside of the lock: the delegate may run for long before its first await, or come back here
        if (started is not null)
            _ = CompleteAsync(started, ask);
        await Task.WhenAll(calls.Values.Distinct().Select(call => call.Answers.Task)).WaitAsync(cancelled);
        var found = new Dictionary<TKey, TValue>(calls.Count);
        foreach (var (key, call) in calls)
            if ((await call.Answers.Task).TryGetValue(key, out var answer))
                found[key] = answer;
        return found;
    }

    /// <summary>Drops all answers and disposes them, even those still in use.</summary>
    public void Clear()
    {
        Call[] all;
        lock (_lock)
        {
            all = [.. _oldestFirst];
            _oldestFirst.Clear();
            _calls.Clear();
        }
        foreach (var call in all)
            _ = DisposeAsync(call);
    }

    private (Dictionary<TKey, Call> Calls, Call? Started) CallsFor(IReadOnlyCollection<TKey> keys)
    {
        var (calls, expired) = (new Dictionary<TKey, Call>(keys.Count), new List<Call>());
        Call? started = null;
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            TKey[] missing = [.. keys.Where(key => !_calls.TryGetValue(key, out var kept) || kept.Until <= now).Distinct()];
            if (missing.Length > 0)
                Keep(started = new Call(missing, now + lifetime));
            foreach (var key in keys)
                calls[key] = _calls[key];
            while (_oldestFirst.TryPeek(out var oldest) && oldest.Until + usedFor <= now)
                expired.Add(Drop(_oldestFirst.Dequeue()));
        }
        foreach (var call in expired)
            _ = DisposeAsync(call);
        return (calls, started);
    }

    /// <summary>A failure is dropped before its waiters see it, so that no later caller gets an old exception.</summary>
    private async Task CompleteAsync(Call call, Func<TKey[], Task<Dictionary<TKey, TValue>>> ask)
    {
        var asked = AskAsync();
        await ((Task)asked).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_lock)
            foreach (var key in call.Keys)
                if (!asked.IsCompletedSuccessfully || !asked.Result.ContainsKey(key))
                    Drop(key, call);
        call.Answers.SetFromTask(asked);

        // what the delegate throws before its first await becomes the task's failure, too
        async Task<Dictionary<TKey, TValue>> AskAsync() => await ask(call.Keys);
    }

    private void Keep(Call call)
    {
        foreach (var key in call.Keys)
            _calls[key] = call;
        _oldestFirst.Enqueue(call);
    }

    private Call Drop(Call call)
    {
        foreach (var key in call.Keys)
            Drop(key, call);
        return call;
    }

    /// <summary>Only where no newer call has taken its place.</summary>
    private void Drop(TKey key, Call call)
    {
        if (_calls.TryGetValue(key, out var kept) && kept == call)
            _calls.Remove(key);
    }

    private static async Task DisposeAsync(Call call)
    {
        await ((Task)call.Answers.Task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (call.Answers.Task.IsCompletedSuccessfully)
            foreach (var answer in call.Answers.Task.Result.Values)
                (answer as IDisposable)?.Dispose();
    }

    private sealed class Call(TKey[] keys, DateTimeOffset until)
    {
        public TKey[] Keys => keys;

        public DateTimeOffset Until => until;

        public TaskCompletionSource<Dictionary<TKey, TValue>> Answers { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
