using Remediator.Core.Plans;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Findings;

/// <summary>
/// What could not be read while a change was carried out. The outcome says what was done instead; these say that it was for want of a read.
/// </summary>
internal static class OutcomeGaps
{
    private const string Reason = "why";

    public static IEnumerable<Message> In(Outcome outcome) =>
        (from message in outcome.Why?.Whole ?? []
         let fact = FactOf(message.Code)
         where fact is not null
         from why in message[Reason]?.Messages ?? []
         select Gaps.Of(fact, why)).Distinct();

    private static Message? FactOf(string code) => code switch
    {
        "restart.room-unknown" => new Message("fact.quotas"),
        "restart.unreadable" or "verify.left-unread" => new Message("fact.workload"),
        _ => null,
    };
}
