using Remediator.Core.Verdicts;
using Remediator.Core.Wording;

namespace Remediator.Core.Plans;

/// <summary>What a person does next about a cause that this program does not mend, as the machine payload says it.</summary>
public static class NextStep
{
    public static string For(Cause cause) => Words.In(Language.En).Of(cause, Named.Nothing).NextStep;
}
