namespace Remediator.Core.Triggers;

/// <summary>
/// An event of ours that cannot be read; the invocation fails with it, so that the event is retried and then kept in the dead-letter queue.
/// </summary>
/// <param name="field">The JSON path of the field: <c>detail.state.value</c>.</param>
public sealed class MalformedEventException(string field, string why) : Exception($"malformed event: {field} {why}")
{
    public string Field { get; } = field;
}
