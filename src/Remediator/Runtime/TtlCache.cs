namespace Remediator.Runtime;

/// <summary>
/// Answers kept across warm invocations for a stated time, on the function's clock. Those who ask at once share one call; a failure is not kept.
/// </summary>
internal sealed class TtlCache<TKey, TValue>(TimeSpan lifetime, TimeProvider clock) where TKey : notnull
{
    private readonly Lock door = new();
    private readonly Dictionary<TKey, (Task<TValue> Answer, DateTimeOffset Until)> answers = [];

    /// <param name="ask">Not bound to one invocation's deadline: the next one may find its answer.</param>
    public async Task<TValue> GetAsync(TKey key, Func<Task<TValue>> ask, CancellationToken cancelled)
    {
        var answer = Begin(key, ask);
        try
        {
            return await answer.WaitAsync(cancelled);
        }
        catch when (answer.IsFaulted || answer.IsCanceled)
        {
            Forget(key, answer);
            throw;
        }
    }

    private Task<TValue> Begin(TKey key, Func<Task<TValue>> ask)
    {
        lock (door)
        {
            if (answers.TryGetValue(key, out var kept) && kept.Until > clock.GetUtcNow())
                return kept.Answer;
            var answer = ask();
            answers[key] = (answer, clock.GetUtcNow() + lifetime);
            return answer;
        }
    }

    private void Forget(TKey key, Task<TValue> answer)
    {
        lock (door)
            if (answers.TryGetValue(key, out var kept) && kept.Answer == answer)
                answers.Remove(key);
    }
}
