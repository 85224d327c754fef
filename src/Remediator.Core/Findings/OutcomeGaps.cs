using Remediator.Core.Plans;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Findings;

/// <summary>
/// What could not be read while a change was carried out. The outcome says what was done instead; these say that it was for want of a read.
/// </summary>
internal static class OutcomeGaps
{
    private const string Reason = "why";

    public static IEnumerable<Message> In(Outcome outcome) => outcome.Why is { } why ? In(why).Distinct() : [];

    private static IEnumerable<Message> In(Message message) =>
    [
        .. FactOf(message.Code) is { } fact && ReasonOf(message) is { } why ? [Gaps.Of(fact, why)] : Array.Empty<Message>(),
        .. message.Arguments.SelectMany(argument => Within(argument.Value)).SelectMany(In),
    ];

    private static Message? FactOf(string code) => code switch
    {
        "restart.room-unknown" => new Message("fact.quotas"),
        "restart.unreadable" or "verify.left-unread" => new Message("fact.workload"),
        _ => null,
    };

    private static Message? ReasonOf(Message message) =>
        message.Arguments.Where(argument => argument.Name == Reason).SelectMany(argument => Within(argument.Value)).FirstOrDefault();

    private static IEnumerable<Message> Within(MessageValue value) => value switch
    {
        MessageValue.Nested { Value: var one } => [one],
        MessageValue.Several { Values: var several } => several,
        _ => [],
    };
}
