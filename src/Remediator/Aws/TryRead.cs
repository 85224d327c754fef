using Remediator.Core.Common;

namespace Remediator.Aws;

/// <summary>Turns a call into a fact: what is expected to fail sometimes becomes an Unknown that says why, the rest is thrown.</summary>
internal static class TryRead
{
    /// <param name="permission">The IAM action that the call needs, for the words of an Unknown.</param>
    public static async Task<Fact<T>> FactAsync<T>(string permission, Func<Task<T>> call, CancellationToken cancelled)
    {
        try
        {
            return Fact.Of(await call());
        }
        catch (Exception e) when (AwsFailure.IsExpected(e, cancelled))
        {
            return Fact.Gap<T>(AwsFailure.Why(e, permission));
        }
        catch (FormatException e)
        {
            return Fact.Gap<T>($"{permission} brought a document that cannot be read: {e.Message}");
        }
    }
}
