using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Images;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Plans;

/// <summary>
/// What should be done about a verdict. Only <see cref="PatchPolicy"/> ever changes anything, and <see cref="Ask"/> once a person
/// has approved it.
/// </summary>
public abstract record Plan
{
    private Plan() { }

    /// <summary>What the response calls this kind of plan.</summary>
    public abstract string Action { get; }

    public abstract Message Why { get; }

    public sealed record PatchPolicy(PolicyPatch Patch) : Plan
    {
        public const string WireName = "PatchPolicy";

        public override string Action => WireName;

        public override Message Why => new("plan.patch");
    }

    /// <summary>A person has to decide; the patch, where one could be proved, is exactly what would be done.</summary>
    public sealed record Ask(Message Reason, PolicyPatch? Patch) : Plan
    {
        public const string WireName = "Ask";

        public override string Action => WireName;

        public override Message Why => Reason;
    }

    /// <summary>Nothing is done by this program; the patch, where one could be proved, is what an owner may apply manually.</summary>
    public sealed record LeaveAlone(Message Reason, PolicyPatch? Patch, bool Refused) : Plan
    {
        public const string WireName = "LeaveAlone";

        public override string Action => WireName;

        public override Message Why => Reason;

        /// <summary>For the next step, where there is one and no patch.</summary>
        public string? Command { get; init; }
    }

    /// <summary>The patch that was computed, whether this program or a person applies it.</summary>
    public PolicyPatch? Proposal => this switch
    {
        PatchPolicy plan => plan.Patch,
        Ask ask => ask.Patch,
        LeaveAlone leave => leave.Patch,
        _ => null,
    };

    public static Plan For(PullFailure failure, PullFacts facts, Verdict verdict, Guardrails guardrails) =>
        (verdict.Cause, failure.Image) switch
        {
            // the sandbox's image is the node's affair: no repository policy is patched for it, and no pod restarted
            _ when failure.IsOfSandbox && (!failure.MissedTheRegistry || verdict.Cause is Cause.RepositoryPolicyDenies or Cause.NotEcr) =>
                new LeaveAlone(new Message("plan.sandbox-image"), null, false),
            // another repository may be the one that the pods pull from
            (Cause.RepositoryPolicyDenies or Cause.RepositoryPolicyDoesNotAllow, _) when failure.Unreconciled is { } why =>
                new LeaveAlone(new Message("plan.unreconciled", ("why", why)), null, Refused: true),
            (Cause.RepositoryPolicyDenies, ImageReference.Ecr image) =>
                AskIfContradicted(PatchPlan.For(image, facts, guardrails), verdict),
            (_, ImageReference.Ecr image) when failure.Unreconciled is null && GrantPlan.IsFor(verdict.Cause, image, facts) =>
                GrantPlan.For(image, facts, guardrails, verdict) ?? Advised(verdict),
            _ => Advised(verdict),
        };

    private static LeaveAlone Advised(Verdict verdict) =>
        new(verdict.Next ?? Message.Of("cause", verdict.Cause.WireName, "next"), null, false) { Command = verdict.NextCommand };

    private static Plan AskIfContradicted(Plan plan, Verdict verdict) =>
        plan is PatchPolicy { Patch: var patch } && verdict.Contradiction is { } why ? new Ask(why, patch) : plan;
}
