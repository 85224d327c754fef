namespace Remediator.Runtime;

/// <summary>As <see cref="TtlCache{TKey, TValue}"/>, for answers that come many in one call. A key that got no answer is asked again.</summary>
internal sealed class TtlBatchCache<TKey, TValue>(TimeSpan lifetime, TimeProvider clock) where TKey : notnull
{
    private readonly Lock door = new();
    private readonly Dictionary<TKey, (Task<Dictionary<TKey, TValue>> Answers, DateTimeOffset Until)> kept = [];

    /// <summary>The answers that there are.</summary>
    /// <param name="ask">Asks for the keys that are not kept. Not bound to one invocation's deadline: the next one may find its answers.</param>
    public async Task<Dictionary<TKey, TValue>> GetAsync(IReadOnlyCollection<TKey> keys, Func<TKey[], Task<Dictionary<TKey, TValue>>> ask, CancellationToken cancelled)
    {
        var answers = Begin(keys, ask);
        await ((Task)Task.WhenAll(answers.Values)).WaitAsync(cancelled).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Forget(answers.Where(one => !one.Value.IsCompletedSuccessfully || !one.Value.Result.ContainsKey(one.Key)));
        cancelled.ThrowIfCancellationRequested();
        var known = await Task.WhenAll(answers.Values);
        return answers.Keys.Zip(known).Where(one => one.Second.ContainsKey(one.First)).ToDictionary(one => one.First, one => one.Second[one.First]);
    }

    private Dictionary<TKey, Task<Dictionary<TKey, TValue>>> Begin(IReadOnlyCollection<TKey> keys, Func<TKey[], Task<Dictionary<TKey, TValue>>> ask)
    {
        lock (door)
        {
            var now = clock.GetUtcNow();
            TKey[] missing = [.. keys.Where(key => !kept.TryGetValue(key, out var answer) || answer.Until <= now)];
            var asked = missing.Length > 0 ? ask(missing) : null;
            foreach (var key in missing)
                kept[key] = (asked!, now + lifetime);
            return keys.ToDictionary(key => key, key => kept[key].Answers);
        }
    }

    private void Forget(IEnumerable<KeyValuePair<TKey, Task<Dictionary<TKey, TValue>>>> failed)
    {
        lock (door)
            foreach (var (key, answers) in failed)
                if (kept.TryGetValue(key, out var now) && now.Answers == answers)
                    kept.Remove(key);
    }
}
