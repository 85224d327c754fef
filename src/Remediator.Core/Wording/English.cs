using Remediator.Core.Findings;
using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Wording;

public abstract partial record Words
{
    private sealed record English : Words
    {
        public override string Tag => "en";

        public override CauseWords Of(Cause cause, Named named) => EnglishCauses.Of(cause, named);

        public override string Of(Confidence confidence) => confidence switch
        {
            Confidence.Proved => "Proved",
            Confidence.Likely => "Likely, not proved",
            _ => "Not known",
        };

        public override string Of(Status status) => status switch
        {
            Status.Diagnosed => "diagnosed",
            Status.Fixed => "fixed",
            Status.RolledBack => "rolled back",
            Status.AwaitingApproval => "awaiting approval",
            Status.Refused => "refused",
            Status.Resolved => "resolved",
            _ => "failed",
        };

        public override string Of(Step step) => step switch
        {
            Step.PodStatus => "pod status",
            Step.PodEvents => "pod events",
            Step.ImageReference => "image reference",
            Step.ImageExists => "image exists",
            Step.Puller => "who pulls",
            Step.IdentityPermissions => "role's permissions",
            Step.RepositoryPolicy => "repository policy",
            Step.Network => "network",
            Step.Remediation => "remediation",
            _ => "verification",
        };

        public override string Of(StepResult result) => result switch
        {
            StepResult.Pass => " ok ",
            StepResult.Fail => "FAIL",
            StepResult.Unknown => " ?? ",
            _ => " -- ",
        };

        public override string Of(Deed deed) => deed switch
        {
            Deed.PatchedAndReady => "The policy was patched; the image was pulled and the pod is ready.",
            Deed.PatchedAndPulled => "The policy was patched and the image was pulled.",
            Deed.PatchedNotReady => "The policy was patched and the image was pulled; the pod is not ready yet.",
            Deed.PatchedUnseen => "The policy was patched; no pull was seen yet. The next event looks again.",
            Deed.RolledBack => "The policy was patched, the pull still failed, and the old policy was put back.",
            Deed.RollbackFailed => "ATTENTION: the patch did not help AND the old policy could not be put back.",
            Deed.PolicyMoved => "Someone else changed the policy meanwhile, so nothing was overwritten.",
            Deed.NotNeeded => "Nothing had to be done any more.",
            Deed.Refused => "A change was planned and not made.",
            Deed.Failed => "A change was tried and failed.",
            Deed.NothingFailsYet => "Nothing fails yet: the pods run from their nodes' caches, and their next pull would fail.",
            Deed.OnlyReported => "Nothing was changed: this deployment only reports.",
            Deed.PersonDecides => "Nothing was changed: a person has to decide.",
            _ => "Nothing was changed.",
        };

        public override string Of(Label label) => label switch
        {
            Label.Incident => "Incident",
            Label.Cluster => "cluster",
            Label.Image => "image",
            Label.Puller => "puller",
            Label.Workload => "workload",
            Label.Where => "WHERE",
            Label.Evidence => "EVIDENCE",
            Label.NotKnown => "NOT KNOWN",
            Label.WhatWasDone => "WHAT WAS DONE",
            Label.Next => "NEXT",
            Label.Commands => "THE SAME BY HAND",
            Label.AnswersChanged => "THESE ANSWERS CHANGED, NO OTHERS",
            Label.AnswersWouldChange => "THESE ANSWERS WOULD CHANGE, NO OTHERS",
            Label.PolicyBefore => "THE POLICY BEFORE (to put it back)",
            Label.PolicyAfter => "THE POLICY AFTER",
            Label.PolicyDiff => "THE CHANGE",
            Label.PolicyDeleted => "Nothing would be left of the policy, so it is deleted.",
            Label.Chain => "THE CHAIN",
            Label.BrokenHere => "broken here",
            Label.TimeLine => "TIME LINE",
            Label.Plan => "plan",
            Label.NodeRole => "the node's role",
            Label.CommandElsewhere => "(the command is in the e-mail and in the log of this incident)",
            _ => "(cut here: the rest is in the function's log)",
        };

        public override string Of(PolicyAnswer answer) => answer switch
        {
            PolicyAnswer.Allowed => "allowed",
            PolicyAnswer.ExplicitlyDenied => "explicitly denied",
            PolicyAnswer.ImplicitlyDenied => "implicitly denied",
            _ => "not known",
        };

        public override string Of(Hint hint, string why) => hint switch
        {
            Hint.PutBackIfMeant => "If this Deny was meant, put the old policy back:",
            Hint.PutBackNow => "Put the old policy back by hand, now:",
            Hint.LookAgain => "Look again: the kubelet tries to pull at least every 5 minutes.",
            Hint.ReadPolicyAgain => "Read the policy as it is now; the next event judges it again.",
            Hint.ApplyOrLetApply => "Apply the change by hand, or let this program do it with REMEDIATION_MODE=auto:",
            Hint.ApplyByHand => "Apply the change by hand:",
            Hint.Decide => $"Decide, because {why}. The change, if you want it:",
            Hint.Approve => "Where incidents are remembered, approve (or reject) exactly this plan:",
            Hint.AskOwner => $"This program may not do it: {why}. Its owner allows it with a tag:",
            Hint.NotEdited => $"This program does not edit it: {why}.",
            _ => "Nothing is left to do.",
        };

        public override string Sentence(string reason) =>
            reason.Length == 0 ? reason : $"{char.ToUpperInvariant(reason[0])}{reason[1..]}{(reason.EndsWith('.') ? "" : ".")}";

        public override string Phrase(string reason) => reason;

        public override string Answer(string action, string principal, PolicyAnswer was, PolicyAnswer becomes) =>
            $"{action} for {principal}: {Of(was)} → {Of(becomes)}";

        public override string Over(string diagnosis) => $"Over: {diagnosis}";

        public override string Count(int pods, bool ahead) => $"{pods} {(ahead ? "running" : "failing")}";

        public override string More(int workloads) => $"and {workloads} more workloads";

        public override string Place(string workload, string ns, string cluster, int pods) =>
            $"{workload} in {ns} on {cluster}{(pods > 1 ? $", {pods} pods in all" : "")}";

        public override string PulledBy(string role, string how) => $"pulled by {role} ({how})";

    }
}
