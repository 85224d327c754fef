using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Images;
using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Language;

namespace Remediator.Core.Verdicts;

/// <summary>
/// The registry policy: what an account sets for all its repositories of a region. It is judged and shown, and never changed.
/// </summary>
internal static class RegistryAccess
{
    /// <summary>Null where there is none; one that could not be read may deny and may allow.</summary>
    public static RegistryPolicy? PolicyIn(PullFacts facts) => facts.RegistryPolicy switch
    {
        Fact<PolicyDocument?>.Known { Value: null } => null,
        Fact<PolicyDocument?>.Known { Value: var document } =>
            new(document, facts.RegistryPolicyScope is Fact<RegistryPolicyScope>.Known { Value: var scope } ? scope : null),
        _ => RegistryPolicy.Unread,
    };

    /// <summary>The facts as they would be without a registry policy.</summary>
    public static PullFacts Without(PullFacts facts) => facts with { RegistryPolicy = Fact.Of<PolicyDocument?>(null) };

    public static IEnumerable<Message> Gaps(PullFacts facts) => Verdicts.Gaps.Of(
        (new Message("fact.registry-policy"), facts.RegistryPolicy),
        (new Message("fact.registry-policy-scope"), facts.RegistryPolicyScope));

    public static Evidence EvidenceOf(ImageReference.Ecr image, PullFacts facts)
    {
        var command = ShellCommands.RegistryPolicy(image.Registry);
        if (facts.RegistryPolicy is not Fact<PolicyDocument?>.Known { Value: var policy })
            return new(Step.RegistryPolicy, StepResult.Unknown, facts.RegistryPolicy.Gap!, command);
        if (policy is null)
            return new(Step.RegistryPolicy, StepResult.Pass,
                new Message("registry-policy.none", ("registry", image.Registry.Account), ("region", image.Registry.Region)), command);
        if (facts.RegistryPolicyScope is Fact<RegistryPolicyScope>.Known { Value: RegistryPolicyScope.V1 })
            return new(Step.RegistryPolicy, StepResult.Pass, new Message("registry-policy.out-of-scope"), command);
        if (facts.Puller is not Fact<Puller>.Known { Value: var puller })
            return new(Step.RegistryPolicy, StepResult.Unknown, WhereThePullerIsUnknown(policy, image, facts), command);

        var alone = Alone(image, puller, facts);
        return PermissionEvidence.Denials(alone, facts, PolicyKind.Registry) is { } denials
                ? new(Step.RegistryPolicy, StepResult.Fail, denials, command)
            : alone.All(d => d.Answer is PolicyAnswer.Allowed)
                ? new(Step.RegistryPolicy, StepResult.Pass, Allows(image, puller, facts)
                    ? new Message("registry-policy.allows")
                    : new Message("registry-policy.does-not-deny"), command)
            : new(Step.RegistryPolicy, StepResult.Unknown, facts.RegistryPolicyScope?.Gap ?? Undecided(alone), command);
    }

    private static Message WhereThePullerIsUnknown(PolicyDocument policy, ImageReference.Ecr image, PullFacts facts) =>
        PermissionEvidence.MayDeny(policy, PolicyKind.Registry, image, facts, (statement, sid) => sid is null
            ? new Message("registry-policy.may-deny", ("statement", statement))
            : new Message("registry-policy.may-deny-by-sid", ("statement", statement), ("sid", sid)))
        ?? new Message("registry-policy.denies-nobody");

    /// <summary>Whom to ask where the answer depends on what is not known; null where it is known.</summary>
    public static Message? NextStep(Cause cause, IReadOnlyList<Decision> decisions) =>
        cause is Cause.RegistryPolicyDenies && decisions.All(d => d.Answer is not PolicyAnswer.ExplicitlyDenied)
        && PermissionEvidence.KeysOf(decisions) is { Length: > 0 } keys
            ? new Message("registry-policy.next.undecided", ("keys", keys))
            : null;

    private static Message Undecided(IReadOnlyList<Decision> alone) => PermissionEvidence.KeysOf(alone) is { Length: > 0 } keys
        ? new Message("registry-policy.depends", ("keys", keys))
        : new Message("registry-policy.undecidable");

    /// <summary>With no other policy; across accounts the role's own side is taken for granted.</summary>
    private static bool Allows(ImageReference.Ecr image, Puller puller, PullFacts facts) => EcrActions.Pull.All(action =>
        AccessEvaluation.Of(PullAccess.Case(image, puller, facts, action, null) with
        {
            IdentityPolicies = puller.Role.Account == image.Registry.Account ? [] : [OpenPolicy.OfIdentity],
            PermissionsBoundary = null,
        }).Answer is PolicyAnswer.Allowed);

    /// <summary>
    /// The verdict while the registry policy could not be read, from the one that would hold without any: it may deny what nothing else
    /// denies, and it may allow what nothing else allows.
    /// </summary>
    public static (Cause Cause, Confidence Confidence) WhileUnread(
        PullFailure failure, Cause cause, Confidence confidence, IReadOnlyList<Decision> decisions) =>
        cause is Cause.EndpointPolicyDenies
            || (cause is not Cause.RepositoryPolicyDenies && decisions.Any(d => d.Answer is PolicyAnswer.ExplicitlyDenied))
            ? (cause, confidence)
        // the repository's and the registry's are the only ones that IAM can mean by this
        : cause is Cause.DeniedElsewhere && failure.Denial?.Context is { Explicit: true, Policy: PolicyKind.Resource }
            ? (Cause.RegistryPolicyDenies, Confidence.Likely)
        : cause is Cause.DeniedElsewhere || (failure.IsAhead && cause is not Cause.RepositoryPolicyDenies)
            ? (Cause.Undetermined, Confidence.Unknown)
        : (cause, confidence is Confidence.Proved ? Confidence.Likely : confidence);

    /// <summary>It denies the pull, or nobody can say that it does not.</summary>
    public static bool MayDeny(ImageReference.Ecr image, Puller puller, PullFacts facts) =>
        Alone(image, puller, facts).Any(d => d.Answer is not PolicyAnswer.Allowed);

    private static IReadOnlyList<Decision> Alone(ImageReference.Ecr image, Puller puller, PullFacts facts) =>
    [
        .. from action in EcrActions.Pull
           let question = PullAccess.Case(image, puller, facts, action, OpenPolicy.OfRepository)
           select AccessEvaluation.Of(question with { IdentityPolicies = [OpenPolicy.OfIdentity], PermissionsBoundary = null }),
    ];
}
