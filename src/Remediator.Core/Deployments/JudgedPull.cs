using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Fixing;
using Remediator.Core.Policies.Language;

namespace Remediator.Core.Deployments;

/// <summary>What a planned policy comes to for one pull.</summary>
public enum PullEffect
{
    /// <summary>The pull goes on.</summary>
    GoesOn,

    /// <summary>It succeeds today and would fail.</summary>
    Stops,

    /// <summary>It is not known before the apply. That is never taken for "goes on".</summary>
    Unknown,

    /// <summary>It fails today, and would go on failing.</summary>
    FailsAlready,
}

public static class PullEffectNames
{
    private static readonly WireNames<PullEffect> s_names = new(
        (PullEffect.GoesOn, "goes-on"),
        (PullEffect.Stops, "stops"),
        (PullEffect.Unknown, "unknown"),
        (PullEffect.FailsAlready, "fails-already"));

    extension(PullEffect effect)
    {
        public string WireName => s_names.Of(effect);

        /// <exception cref="FormatException">It has another name.</exception>
        public static PullEffect FromWire(string name) => s_names.Parse(name);
    }
}

/// <param name="Why">What stops it, or keeps it from being known; null where it goes on.</param>
public sealed record JudgedPull(PullingUse Use, PullEffect Effect, Message? Why)
{
    /// <summary>https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-iam.html</summary>
    private static readonly string[] s_ofCaches = ["ecr:BatchImportUpstreamImage", "ecr:CreateRepository"];

    /// <param name="beside">The other policy that decides about the pull, of the registry or the repository, as the same plan changes it;
    /// null where it changes none.</param>
    internal static JudgedPull Of(PlannedPolicy planned, PullingUse use, PlannedPolicy? beside)
    {
        if (use.FailsAlready)
            return new(use, PullEffect.FailsAlready, null);
        if (planned.Loss.ValueOrNull() is { } gone)
            return new(use, PullEffect.Stops, gone);
        if (planned.Loss.Gap is { } unsaid)
            return new(use, PullEffect.Unknown, unsaid);
        if (planned.After is not Fact<PolicyDocument?>.Known)
            return new(use, PullEffect.Unknown, planned.After.Gap);
        if (use.Role is null)
            return new(use, PullEffect.Unknown, new Message("deployment.identity-unknown"));
        return EcrActions.Pull.Select(action => Of(planned, use, action, beside)).Append(OfCache(planned, use))
            .MaxBy(one => one.Effect is PullEffect.Stops ? 2 : one.Effect is PullEffect.Unknown ? 1 : 0)!;
    }

    /// <summary>
    /// A pull-through cache is filled in the name of the puller, whom often the registry policy alone lets do it. Which images come from a
    /// cache is not known here, and those that are there already go on.
    /// </summary>
    private static JudgedPull OfCache(PlannedPolicy planned, PullingUse use)
    {
        var lost = !planned.Target.IsRegistry ? null : s_ofCaches.FirstOrDefault(action =>
            Answer(planned, use, action, [], planned.Before, null)?.Answer is PolicyAnswer.Allowed
            && Answer(planned, use, action, [], planned.After, null)?.Answer is not PolicyAnswer.Allowed);
        return lost is null ? new(use, PullEffect.GoesOn, null)
            : new(use, PullEffect.Unknown, new Message("deployment.cache-right", ("action", lost)));
    }

    /// <summary>
    /// Without the role's own policies the pull is judged with policies that allow everything and with none: where both come to the same,
    /// they do not matter.
    /// </summary>
    private static JudgedPull Of(PlannedPolicy planned, PullingUse use, string action, PlannedPolicy? beside)
    {
        var (best, worst) = (After([OpenPolicy.OfIdentity]), After([]));
        if (IsDenied(best))
            return IsOfTheOther(planned, beside, best)
                ? new(use, PullEffect.GoesOn, null)
                : new(use, IsDenied(Today([OpenPolicy.OfIdentity])) ? PullEffect.FailsAlready : PullEffect.Stops, Denial(best!, action));
        if (best!.Answer is PolicyAnswer.Unknown)
            return new(use, PullEffect.Unknown, new Message("deployment.depends", ("keys", string.Join(", ", best.Unknowns))));
        if (worst!.Answer is PolicyAnswer.Allowed)
            return new(use, PullEffect.GoesOn, null);
        // the role's own policies let it pull today if the policy never did
        return IsDenied(Today([]))
            ? new(use, PullEffect.GoesOn, null)
            : new(use, PullEffect.Unknown, new Message("deployment.own-policies", ("role", use.Role!.Value.Name)));

        Decision? After(IReadOnlyList<PolicyDocument> own) => Answer(planned, use, action, own, planned.After, beside?.After);

        Decision? Today(IReadOnlyList<PolicyDocument> own) => Answer(planned, use, action, own, planned.Before, beside?.Before);
    }

    /// <summary>Null where the policy is not known; one beside it that is not known is judged by itself.</summary>
    private static Decision? Answer(PlannedPolicy planned, PullingUse use, string action, IReadOnlyList<PolicyDocument> own,
        Fact<PolicyDocument?> policy, Fact<PolicyDocument?>? beside)
    {
        if (policy is not Fact<PolicyDocument?>.Known { Value: var document })
            return null;
        var other = beside.ValueOrNull();
        var (repository, registry) = planned.Target.IsRegistry ? (other, document) : (document, other);
        return AccessEvaluation.Of(new AccessCase
        {
            Principal = use.Role!.Value,
            Action = action,
            Resource = use.Image.RepositoryArn,
            IdentityPolicies = use.IdentityPolicies ?? own,
            ResourcePolicy = repository,
            RegistryPolicy = registry is null ? null : new RegistryPolicy(registry, RegistryPolicyScope.V2),
        });
    }

    private static bool IsDenied(Decision? decision) => decision?.Answer is PolicyAnswer.ExplicitlyDenied or PolicyAnswer.ImplicitlyDenied;

    /// <summary>What the repository policy denies, or both do not allow, is reported where the repository policy stands.</summary>
    private static bool IsOfTheOther(PlannedPolicy planned, PlannedPolicy? beside, Decision? denied) => planned.Target.IsRegistry
        && beside is not null && denied!.DecidedBy.All(decider => decider.Policy is PolicyKind.Resource);

    private static Message Denial(Decision denied, string action) => denied.DecidedBy is [var first, ..]
        ? new Message("deployment.denies", ("statement", EditGuard.Name(first.Statement, first.Sid)), ("action", action))
        : new Message("deployment.does-not-allow", ("action", action));
}
