using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Images;
using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Language;
using Remediator.Core.PullTexts;

namespace Remediator.Core.Verdicts;

/// <summary>
/// The error text from IAM in the event, compared with the evaluation. IAM names only one kind of policy even where several deny, so it is
/// asked whether that kind is among those found (https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html).
/// </summary>
internal static class IamStatementCheck
{
    /// <param name="Why">Beside what IAM's error says.</param>
    /// <param name="Doubt">Why nothing is changed without a person, in short.</param>
    private sealed record Contradiction(Message Why, Message Doubt);

    /// <param name="decisions">What the policies evaluate to; where they deny, the kinds of policy that deny.</param>
    public static Verdict Of(Verdict verdict, PullFailure failure, PullFacts facts, IReadOnlyList<Decision> decisions)
    {
        if (failure.Denial is not { } tail || !IsAboutPermissions(verdict.Cause))
            return verdict;
        var puller = facts.Puller.ValueOrNull();
        var said = Said(tail);
        if ((WrongUser(tail, puller) ?? WrongRepository(tail, failure) ?? WrongPolicy(tail, verdict.Cause, decisions)) is { } wrong)
            return WithEvidence(verdict, StepResult.Fail, new Message("iam-error.contradicts", ("said", said), ("why", wrong.Why))) with
            {
                Contradiction = wrong.Doubt,
                Confidence = verdict.Confidence is Confidence.Proved ? Confidence.Likely : verdict.Confidence,
            };
        // a text can be forged by anyone who may write events, so it never proves a puller that was only inferred
        var sameUser = tail.User is not null && puller is { Proved: true };
        // IAM's words do not tell the repository's policy from the registry's
        var unread = verdict.Cause is Cause.RegistryPolicyDenies or Cause.RepositoryPolicyDenies
            && facts.RegistryPolicyGap is not null;
        return WithEvidence(verdict, StepResult.Pass, new Message("iam-error.agrees", ("said", said))) with
        {
            Confidence = sameUser && !unread && tail.Context is not null ? Confidence.Proved : verdict.Confidence,
            Next = verdict.Cause is Cause.DeniedElsewhere && puller is not null ? NextStep(tail, puller) ?? verdict.Next : verdict.Next,
        };
    }

    private static Verdict WithEvidence(Verdict verdict, StepResult result, Message what)
    {
        var at = verdict.Evidence.TakeWhile(evidence => evidence.Step <= Step.ImageReference).Count();
        return verdict with
        {
            Evidence = [.. verdict.Evidence.Take(at), new(Step.PodEvents, result, what, null),
            .. verdict.Evidence.Skip(at)]
        };
    }

    private static Message Said(DenialTail tail) => (tail.Context, tail.User) switch
    {
        ({ Explicit: true, Policy: var policy }, { } user) =>
            new Message("iam-error.explicit-deny-to", ("policy", Shown(policy)), ("user", user)),
        ({ Explicit: true, Policy: var policy }, null) => new Message("iam-error.explicit-deny", ("policy", Shown(policy))),
        ({ Policy: var policy }, { } user) => new Message("iam-error.no-allow-to", ("policy", Shown(policy)), ("user", user)),
        ({ Policy: var policy }, null) => new Message("iam-error.no-allow", ("policy", Shown(policy))),
        (null, { } user) => new Message("iam-error.refuses-to", ("action", tail.Action), ("user", user)),
        _ => new Message("iam-error.refuses", ("action", tail.Action)),
    };

    /// <summary>Where the Deny is to be looked for; null where IAM names none.</summary>
    private static Message? NextStep(DenialTail tail, Puller puller) => tail.Context switch
    {
        { Explicit: true, Policy: var policy and (PolicyKind.ServiceControl or PolicyKind.ResourceControl) } =>
            new Message("denied-elsewhere.next.organization",
                ("policy", Shown(policy)), ("action", tail.Action), ("role", puller.Role.Name)),
        { Explicit: true, Policy: var policy } => new Message("denied-elsewhere.next.find",
            ("policy", Shown(policy)), ("action", tail.Action), ("role", puller.Role.Name)),
        _ => null,
    };

    private static Message Shown(PolicyKind policy) => Message.Of("iam-policy", policy.WireName);

    private static Contradiction? WrongUser(DenialTail tail, Puller? puller) =>
        puller is null || tail.User is not { } user || IsSessionOf(user, puller.Role) ? null
            : new(new Message("iam-error.other-role", ("role", puller.Role.ToString())),
                new Message("plan.other-user-named", ("user", user)));

    /// <summary>A mirror may stand for the registry; the ARN may be cut off.</summary>
    private static Contradiction? WrongRepository(DenialTail tail, PullFailure failure) =>
        tail.Resource is { } resource && resource.Contains(":repository/", StringComparison.Ordinal)
        && failure.Image is ImageReference.Ecr image && !image.RepositoryArn.StartsWith(resource, StringComparison.Ordinal)
            ? new(new Message("iam-error.other-repository", ("resource", resource), ("repository", image.RepositoryArn)),
                new Message("plan.other-repository-named", ("resource", resource)))
            : null;

    private static bool IsSessionOf(string user, RoleArn role) => Principal.TryParse(user, out var principal) && principal switch
    {
        Principal.Session { Of: var of } => of.Account == role.Account && of.Name == role.Name,
        Principal.Role { Of: var of } => of == role,
        _ => false,
    };

    private static Contradiction? WrongPolicy(DenialTail tail, Cause cause, IReadOnlyList<Decision> decisions)
    {
        if (tail.Context is not { } context)
            return null;
        var kind = context.Policy;
        var agrees = cause switch
        {
            Cause.RepositoryPolicyDenies or Cause.RegistryPolicyDenies =>
                context.Explicit && (kind is PolicyKind.Resource || Deniers(decisions).Contains(kind)),
            Cause.IdentityPolicyDenies => context.Explicit && Deniers(decisions).Contains(kind),
            Cause.PermissionsBoundaryDenies => kind is PolicyKind.Boundary || (context.Explicit && Deniers(decisions).Contains(kind)),
            Cause.IdentityPolicyDoesNotAllow => !context.Explicit && kind is PolicyKind.Identity or PolicyKind.Resource,
            Cause.RepositoryPolicyDoesNotAllow => !context.Explicit && kind is PolicyKind.Resource,
            Cause.EndpointPolicyDenies => kind is PolicyKind.Endpoint,
            _ => kind is not (PolicyKind.Resource or PolicyKind.Identity or PolicyKind.Boundary),
        };
        return agrees
            ? null
            : new(new Message("iam-error.other-cause", ("cause", Message.Of("cause", cause.WireName, "name")), ("name", cause.WireName)),
                kind is PolicyKind.Resource
                    ? new Message("plan.iam-disagrees")
                    : new Message("plan.other-policy-named", ("policy", Shown(kind))));
    }

    private static HashSet<PolicyKind> Deniers(IReadOnlyList<Decision> decisions) =>
        [.. decisions.Where(decision => decision.Answer is PolicyAnswer.ExplicitlyDenied).SelectMany(decision => decision.DecidedBy)
            // to IAM both are resource-based
            .Select(decider => decider.Policy is PolicyKind.Registry ? PolicyKind.Resource : decider.Policy)];

    private static bool IsAboutPermissions(Cause cause) => cause is Cause.RepositoryPolicyDenies or Cause.RepositoryPolicyDoesNotAllow
        or Cause.RegistryPolicyDenies
        or Cause.IdentityPolicyDenies or Cause.IdentityPolicyDoesNotAllow or Cause.PermissionsBoundaryDenies
        or Cause.EndpointPolicyDenies or Cause.DeniedElsewhere;
}
