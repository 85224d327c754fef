namespace Remediator.Aws;

/// <summary>AWS answered, but the answer lacks what was asked for, or it cannot be parsed.</summary>
internal sealed class UnusableAnswerException(Message why) : UnreadableException(why);

/// <summary>Turns a call into a fact: a failure that is expected sometimes becomes an Unknown that says why, any other is thrown.</summary>
internal static class TryRead
{
    /// <param name="action">The IAM actions that the call needs, for the text of an Unknown.</param>
    public static async Task<Fact<T>> FactAsync<T>(string action, Func<Task<T>> call, CancellationToken cancelled)
    {
        try
        {
            return Fact.Of(await call());
        }
        catch (Exception e) when (AwsFailure.IsExpected(e, cancelled))
        {
            return Fact.Gap<T>(AwsFailure.Why(e, action));
        }
        catch (UnreadableException e)
        {
            return Fact.Gap<T>(new Message("gap.aws.unreadable", ("action", action), ("text", e.Why)));
        }
    }
}
