using Remediator.Core.Verdicts;
using Remediator.Core.Wording;

namespace Remediator.Core.Plans;

/// <summary>What a person does next about a cause that this program does not fix.</summary>
public static class NextStep
{
    public static Message For(Cause cause) => Message.Of("cause", cause.WireName, "next");
}
