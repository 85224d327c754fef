using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Images;
using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Language;

namespace Remediator.Core.Verdicts;

/// <summary>A 403 from ECR: which policy denies the puller, or fails to allow it.</summary>
internal static class AccessDenied
{
    public static Verdict Of(PullFailure failure, ImageReference.Ecr image, PullFacts facts)
    {
        var endpoints = EndpointAnswers(failure, image, facts);
        var (cause, confidence, decisions) = CauseOf(failure, image, facts, endpoints);
        if (cause is Cause.Undetermined or Cause.DeniedElsewhere)
            (cause, confidence, decisions) = BesideThePolicy(failure, image, facts, endpoints) ?? (cause, confidence, decisions);
        var verdict = new Verdict(cause, confidence,
            [
                .. EvidenceChain.Of(failure),
                EvidenceChain.Image(image, facts.Image),
                .. Absent.EvidenceOf(image, facts),
                .. ManifestEvidence.Of(image, facts),
                EvidenceChain.Puller(failure, facts.Puller),
                PermissionEvidence.Identity(image, facts, decisions),
                cause is Cause.RepositoryPolicyDoesNotAllow
                    ? PermissionEvidence.Unallowed(image, facts)
                    : PermissionEvidence.Repository(image, facts, decisions),
                RegistryAccess.EvidenceOf(image, facts),
                .. PermissionEvidence.Endpoints(failure.Scope, facts, endpoints),
                .. cause is Cause.DeniedElsewhere ? [PermissionEvidence.Elsewhere] : Array.Empty<Evidence>(),
            ],
            [
                .. Gaps.Of(
                    (new Message("fact.puller"), facts.Puller),
                    (new Message("fact.repository-policy"), facts.RepositoryPolicy),
                    (new Message("fact.identity-policies"), facts.IdentityPolicies),
                    (new Message("fact.permissions-boundary"), facts.Boundary),
                    (new Message("fact.image"), facts.Image),
                    (new Message("fact.pull-through-rules"), facts.PullThroughRules),
                    (new Message("fact.creation-templates"), facts.CreationTemplates),
                    (new Message("fact.upstream-failure"), facts.Upstream),
                    (new Message("fact.repository-elsewhere"), facts.Elsewhere),
                    (new Message("fact.endpoint-policies"), facts.EndpointPolicies),
                    (new Message("fact.encryption-key"), facts.EncryptionKey),
                    (new Message("fact.manifest"), facts.Manifest)),
                .. RegistryAccess.Gaps(facts),
                .. IsSettledInTheRepository(cause, image, facts)
                    ? Gaps.Of(
                        (new Message("fact.repository-tags"), facts.RepositoryTags),
                        (new Message("fact.caller-identity"), facts.Self),
                        (new Message("fact.policy-change"), facts.PolicyChangedBy))
                    : HingesOnTags([.. decisions, .. endpoints.Select(endpoint => endpoint.Decision)])
                    ? Gaps.Of((new Message("fact.repository-tags"), facts.RepositoryTags))
                    : [],
                .. PermissionEvidence.Inputs([.. decisions, .. endpoints.Select(endpoint => endpoint.Decision)]),
                .. cause is Cause.DeniedElsewhere ? NeverReadable : [],
            ])
        {
            Next = EndpointAccess.NextStep(cause, endpoints) ?? RegistryAccess.NextStep(cause, decisions)
                ?? PermissionEvidence.NextStep(cause, decisions, facts),
        };
        return IamStatementCheck.Of(PullThroughCache.Advised(Absent.Advised(verdict, image, facts), failure, image, facts), failure, facts,
            [.. decisions, .. endpoints.Select(endpoint => endpoint.Decision)]);
    }

    /// <summary>
    /// The repository's tags, this program's role and who changed the policy decide what may be done about these causes: its owner may want
    /// a role of the same account allowed there as well.
    /// </summary>
    private static bool IsSettledInTheRepository(Cause cause, ImageReference.Ecr image, PullFacts facts) =>
        cause is Cause.RepositoryPolicyDenies or Cause.RepositoryPolicyDoesNotAllow
        || (cause is Cause.IdentityPolicyDoesNotAllow
            && facts.Puller is Fact<Puller>.Known { Value.Role.Account: var account } && account == image.Registry.Account);

    private static bool HingesOnTags(IEnumerable<Decision> decisions) => decisions.SelectMany(decision => decision.Unknowns)
        .Any(key => key.Contains(":ResourceTag/", StringComparison.OrdinalIgnoreCase));

    /// <summary>No call of a member account shows these.</summary>
    public static IReadOnlyList<Message> NeverReadable =>
    [
        new Message("unknown.service-control-policies"), new Message("unknown.resource-control-policies"),
        new Message("unknown.session-policies"),
    ];

    /// <summary>Without the puller, only what the endpoint answers to everybody counts.</summary>
    private static IReadOnlyList<EndpointAnswer> EndpointAnswers(PullFailure failure, ImageReference.Ecr image, PullFacts facts) =>
        facts.EndpointPolicies is not Fact<IReadOnlyList<EndpointPolicy>>.Known { Value: var policies } ? []
        : facts.Puller is Fact<Puller>.Known { Value: var puller }
            ? EndpointAccess.Of(image, puller, facts, policies, EndpointService.EcrDkr)
        : EndpointAccess.OfAnyone(image, facts, failure.Compute is Compute.Hybrid
            // a hybrid node is outside of the cluster's VPC
            ? [.. policies.Select(policy => policy with { Doubt = policy.Doubt ?? facts.Puller.Gap })]
            : policies);

    private static (Cause, Confidence, IReadOnlyList<Decision>) CauseOf(PullFailure failure, ImageReference.Ecr image, PullFacts facts,
        IReadOnlyList<EndpointAnswer> endpoints)
    {
        // one reported 403 was a repository that did not exist: ask before blaming a policy
        if (facts.Image is Fact<ImageInRepository>.Known { Value: ImageInRepository.RepositoryMissing })
        {
            var (cause, sure) = Absent.CauseOf(Cause.RepositoryMissing, image, facts);
            return (cause, sure, []);
        }
        if (ManifestEvidence.KeyIsUnusable(facts))
            return (Cause.KmsKeyUnusable, Confidence.Proved, []);
        if (facts.Puller is not Fact<Puller>.Known { Value: var puller }
            || facts.RepositoryPolicy is not Fact<PolicyDocument?>.Known { Value: var policy })
            return (Cause.Undetermined, Confidence.Unknown, []);
        if (facts.RegistryPolicy.Gap is null)
            return OfPolicies(failure, image, puller, policy, facts, endpoints);
        var (otherwise, certainty, known) = OfPolicies(failure, image, puller, policy, RegistryAccess.Without(facts), endpoints);
        var (found, likely) = RegistryAccess.WhileUnread(failure, otherwise, certainty, known);
        return (found, likely, known);
    }

    private static (Cause, Confidence, IReadOnlyList<Decision>) OfPolicies(PullFailure failure, ImageReference.Ecr image, Puller puller,
        PolicyDocument? policy, PullFacts facts, IReadOnlyList<EndpointAnswer> endpoints)
    {
        var decisions = PullAccess.Of(image, puller, facts, policy);
        var confidence = puller.Proved ? Confidence.Proved : Confidence.Likely;
        if (decisions.Where(d => d.Answer is PolicyAnswer.ExplicitlyDenied).ToArray() is { Length: > 0 } denied)
            return DenierOf(denied) is var denier && denier is Cause.RepositoryPolicyDenies && RegistryAccess.MayDeny(image, puller, facts)
                ? (denier, Confidence.Likely, decisions)
                : (denier, confidence, decisions);
        if (decisions.Any(d => d.Answer is PolicyAnswer.ImplicitlyDenied))
            return (MissingAllowOf(image, puller, facts), confidence, decisions);
        if (decisions.Any(d => d.Answer is PolicyAnswer.Unknown))
            return !failure.IsAhead && DenierIn(image, puller, policy, facts) is { } denier
                ? (denier, Confidence.Likely, decisions)
                : (Cause.Undetermined, Confidence.Unknown, decisions);
        return endpoints.Any(endpoint => endpoint.ProvablyDenies) ? (Cause.EndpointPolicyDenies, confidence, decisions)
            : endpoints.Any(endpoint => endpoint.Denies) ? (Cause.EndpointPolicyDenies, Confidence.Likely, decisions)
            : (Cause.DeniedElsewhere, Confidence.Likely, decisions);
    }

    /// <summary>
    /// The policy without which the pull would be allowed, so that a refusal hinges on a Deny of it. Only of a pull that was refused: one
    /// that is still to come may as well meet the condition.
    /// </summary>
    private static Cause? DenierIn(ImageReference.Ecr image, Puller puller, PolicyDocument? policy, PullFacts facts) =>
        policy is not null && AllAllowed(PullAccess.Of(image, puller, facts, null)) ? Cause.RepositoryPolicyDenies
        : AllAllowed(PullAccess.Of(image, puller, RegistryAccess.Without(facts), null)) ? Cause.RegistryPolicyDenies
        : null;

    /// <summary>
    /// What proves a refusal although the repository policy does not show one or cannot be read: another policy that the pull has to pass
    /// too, or an image that a pull-through cache did not bring.
    /// </summary>
    private static (Cause, Confidence, IReadOnlyList<Decision>)? BesideThePolicy(PullFailure failure, ImageReference.Ecr image,
        PullFacts facts, IReadOnlyList<EndpointAnswer> endpoints)
    {
        if (facts.Puller is Fact<Puller>.Known { Value: var puller })
        {
            var confidence = puller.Proved ? Confidence.Proved : Confidence.Likely;
            var decisions = PullAccess.Of(image, puller, facts, OpenPolicy.OfRepository);
            if (decisions.Where(d => d.Answer is PolicyAnswer.ExplicitlyDenied).ToArray() is { Length: > 0 } denied)
                return (DenierOf(denied), confidence, decisions);
            if (decisions.Any(d => d.Answer is PolicyAnswer.ImplicitlyDenied))
            {
                var open = facts with { RepositoryPolicy = Fact.Of<PolicyDocument?>(OpenPolicy.OfRepository) };
                return (MissingAllowOf(image, puller, open), confidence, decisions);
            }
            if (endpoints.Any(endpoint => endpoint.ProvablyDenies))
                return (Cause.EndpointPolicyDenies, confidence, []);
        }
        else if (endpoints.Any(endpoint => endpoint.ProvablyDenies))
            return (Cause.EndpointPolicyDenies, Confidence.Proved, []);
        if (endpoints.Any(endpoint => endpoint.Denies))
            return (Cause.EndpointPolicyDenies, Confidence.Likely, []);
        return PullThroughCache.IsUnfilled(image, facts) && !IsDeniedByTheOrganization(failure)
            ? (Cause.PullThroughCacheFailed, PullThroughCache.ConfidenceOfRefusal(image, facts), [])
            : null;
    }

    /// <summary>IAM's own words, where the runtime prints them, name a policy that nobody here can read.</summary>
    private static bool IsDeniedByTheOrganization(PullFailure failure) =>
        failure.Denial?.Context?.Policy is PolicyKind.ServiceControl or PolicyKind.ResourceControl or PolicyKind.Session;

    /// <summary>Where several policies deny, the one that this program cannot edit is named: lifting the other would not help.</summary>
    private static Cause DenierOf(IReadOnlyList<Decision> denied)
    {
        var policies = denied.SelectMany(d => d.DecidedBy).Select(d => d.Policy).ToHashSet();
        return policies.Contains(PolicyKind.Identity) ? Cause.IdentityPolicyDenies
            : policies.Contains(PolicyKind.Boundary) ? Cause.PermissionsBoundaryDenies
            : policies.Contains(PolicyKind.Registry) ? Cause.RegistryPolicyDenies
            : Cause.RepositoryPolicyDenies;
    }

    private static Cause MissingAllowOf(ImageReference.Ecr image, Puller puller, PullFacts facts)
    {
        if (facts.Boundary is Fact<PolicyDocument?>.Known { Value: not null }
            && AllAllowed(PullAccess.Of(image, puller, facts with { Boundary = Fact.Of<PolicyDocument?>(null) },
                RepositoryPolicyOf(facts))))
            return Cause.PermissionsBoundaryDenies;
        var crossAccount = puller.Role.Account != image.Registry.Account;
        var identitySuffices = PullAccess.Of(image, puller, facts, OpenPolicy.OfRepository)
            .All(d => d.Answer is not PolicyAnswer.ImplicitlyDenied);
        return crossAccount && identitySuffices ? Cause.RepositoryPolicyDoesNotAllow : Cause.IdentityPolicyDoesNotAllow;
    }

    private static PolicyDocument? RepositoryPolicyOf(PullFacts facts) => facts.RepositoryPolicy.ValueOrNull();

    private static bool AllAllowed(IReadOnlyList<Decision> decisions) => decisions.All(d => d.Answer is PolicyAnswer.Allowed);
}
