using Remediator.Core.Common;
using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Images;
using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Language;

namespace Remediator.Core.Verdicts;

/// <summary>A 403 from ECR: which policy denies the puller, or fails to allow it.</summary>
internal static class AccessDenied
{
    /// <summary>Stands in for "whatever the repository policy could say", to tell whose Allow is missing.</summary>
    private static readonly PolicyDocument EverythingAllowed = PolicyDocument.Parse(
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*"}]}""");

    public static Verdict Judge(PullFailure failure, ImageReference.Ecr image, PullFacts facts)
    {
        var endpoints = EndpointAnswers(image, facts);
        var (cause, confidence, decisions) = CauseOf(image, facts, endpoints);
        var verdict = new Verdict(cause, confidence,
            [
                .. EvidenceChain.Of(failure),
                EvidenceChain.Image(image, facts.Image),
                .. Absent.Told(image, facts),
                .. ManifestEvidence.Told(image, facts),
                EvidenceChain.Puller(failure, facts.Puller),
                PermissionEvidence.Identity(image, facts, decisions),
                cause is Cause.RepositoryPolicyDoesNotAllow ? PermissionEvidence.Unallowed(image, facts) : PermissionEvidence.Repository(image, facts, decisions),
                .. PermissionEvidence.Endpoints(failure.Scope, facts, endpoints),
                .. cause is Cause.DeniedElsewhere ? [PermissionEvidence.Elsewhere] : Array.Empty<Evidence>(),
            ],
            [
                .. Gaps.Of(("puller", facts.Puller), ("repository policy", facts.RepositoryPolicy),
                    ("identity policies", facts.IdentityPolicies), ("permissions boundary", facts.Boundary), ("image", facts.Image),
                    ("pull-through cache rules", facts.PullThroughRules), ("the same repository elsewhere", facts.Elsewhere),
                    ("VPC endpoint policies", facts.EndpointPolicies), ("encryption key", facts.EncryptionKey), ("manifest", facts.Manifest)),
                .. decisions.Concat(endpoints.Select(endpoint => endpoint.Decision)).SelectMany(d => d.Unknowns).Distinct()
                    .Select(key => $"condition key {key}: not known for this pull"),
                .. cause is Cause.DeniedElsewhere ? s_neverReadable : [],
            ]);
        return IamStatementCheck.Heard(verdict, failure, facts, [.. decisions, .. endpoints.Select(endpoint => endpoint.Decision)]);
    }

    /// <summary>No call of a member account shows these.</summary>
    private static readonly string[] s_neverReadable =
    [
        "service control policies: only the organization's management account can read them",
        "resource control policies: only the organization's management account can read them",
        "session policies: they are given when the role is assumed and kept nowhere",
    ];

    private static IReadOnlyList<EndpointAnswer> EndpointAnswers(ImageReference.Ecr image, PullFacts facts) =>
        (facts.EndpointPolicies, facts.Puller) is (Fact<IReadOnlyList<EndpointPolicy>>.Known { Value: var policies }, Fact<Puller>.Known { Value: var puller })
            ? EndpointAccess.Of(image, puller, facts, policies, EndpointService.EcrDkr)
            : [];

    private static (Cause, Confidence, IReadOnlyList<Decision>) CauseOf(ImageReference.Ecr image, PullFacts facts, IReadOnlyList<EndpointAnswer> endpoints)
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

        var decisions = PullAccess.Of(image, puller, facts, policy);
        var confidence = puller.Proved ? Confidence.Proved : Confidence.Likely;
        if (decisions.Where(d => d.Answer is PolicyAnswer.ExplicitlyDenied).ToArray() is { Length: > 0 } denied)
            return (DenierOf(denied), confidence, decisions);
        if (decisions.Any(d => d.Answer is PolicyAnswer.ImplicitlyDenied))
            return (MissingAllowOf(image, puller, facts), confidence, decisions);
        // without the repository policy the pull would be allowed, so what it hinges on is a Deny of that policy
        if (policy is not null && decisions.Any(d => d.Answer is PolicyAnswer.Unknown) && AllAllowed(PullAccess.Of(image, puller, facts, null)))
            return (Cause.RepositoryPolicyDenies, Confidence.Likely, decisions);
        if (decisions.Any(d => d.Answer is PolicyAnswer.Unknown))
            return (Cause.Undetermined, Confidence.Unknown, decisions);
        return endpoints.Any(endpoint => endpoint.Denies)
            ? (Cause.EndpointPolicyDenies, confidence, decisions)
            : (Cause.DeniedElsewhere, Confidence.Likely, decisions);
    }

    /// <summary>Where several policies deny, the one that this program cannot edit is named: lifting the other would not help.</summary>
    private static Cause DenierOf(IReadOnlyList<Decision> denied)
    {
        var policies = denied.SelectMany(d => d.DecidedBy).Select(d => d.Policy).ToHashSet();
        return policies.Contains("identity") ? Cause.IdentityPolicyDenies
            : policies.Contains("boundary") ? Cause.PermissionsBoundaryDenies
            : Cause.RepositoryPolicyDenies;
    }

    private static Cause MissingAllowOf(ImageReference.Ecr image, Puller puller, PullFacts facts)
    {
        if (facts.Boundary is Fact<PolicyDocument?>.Known { Value: not null }
            && AllAllowed(PullAccess.Of(image, puller, facts with { Boundary = Fact.Of<PolicyDocument?>(null) }, RepositoryPolicyOf(facts))))
            return Cause.PermissionsBoundaryDenies;
        var crossAccount = puller.Role.Account != image.Registry.Account;
        var identitySuffices = PullAccess.Of(image, puller, facts, EverythingAllowed).All(d => d.Answer is not PolicyAnswer.ImplicitlyDenied);
        return crossAccount && identitySuffices ? Cause.RepositoryPolicyDoesNotAllow : Cause.IdentityPolicyDoesNotAllow;
    }

    private static PolicyDocument? RepositoryPolicyOf(PullFacts facts) => (facts.RepositoryPolicy as Fact<PolicyDocument?>.Known)?.Value;

    private static bool AllAllowed(IReadOnlyList<Decision> decisions) => decisions.All(d => d.Answer is PolicyAnswer.Allowed);
}
