using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Images;

namespace Remediator.Core.Verdicts;

/// <summary>
/// A 403 for a layer from a host that is not ECR's: ECR allowed the pull and handed out a signed URL, so what refuses is on the network
/// path to S3.
/// </summary>
internal static class LayerDenied
{
    public static Verdict Of(PullFailure failure, ImageReference.Ecr image, PullFacts facts)
    {
        var answers = facts.EndpointPolicies is Fact<IReadOnlyList<EndpointPolicy>>.Known { Value: var policies }
            ? EndpointAccess.Of(image, null, facts, policies, EndpointService.S3)
            : [];
        var (cause, confidence) = CauseOf(facts, answers);
        var verdict = new Verdict(cause, confidence,
            [
                .. EvidenceChain.Of(failure),
                EvidenceChain.Image(image, facts.Image),
                EvidenceChain.Puller(failure, facts.Puller),
                EvidenceChain.Skipped(Step.IdentityPermissions, new Message("not-evaluated.manifest-served")),
                EvidenceChain.Skipped(Step.RepositoryPolicy, new Message("not-evaluated.manifest-served")),
                Way(failure, image, facts, answers),
            ],
            [
                .. Gaps.Of((new Message("fact.endpoint-policies"), facts.EndpointPolicies)),
                .. answers.Select(answer => answer.Endpoint).Distinct().Where(endpoint => endpoint.Doubt is not null)
                    .Select(endpoint => new Message("unknown.vpc-endpoint", ("endpoint", endpoint.Id), ("why", endpoint.Doubt!)))
                        .Distinct(),
                .. PermissionEvidence.Inputs([.. answers.Select(answer => answer.Decision)]),
            ])
        { Next = EndpointAccess.NextStep(cause, answers) };
        return IamStatementCheck.Of(verdict, failure, facts, [.. answers.Select(answer => answer.Decision)]);
    }

    private static (Cause, Confidence) CauseOf(PullFacts facts, IReadOnlyList<EndpointAnswer> answers) =>
        answers.Any(answer => answer.ProvablyDenies) ? (Cause.EndpointPolicyDenies, Confidence.Proved)
        : answers.Any(answer => answer.Denies) ? (Cause.EndpointPolicyDenies, Confidence.Likely)
        : facts.EndpointPolicies?.Gap is not null
            || answers.Any(answer => answer.Decision.Unknowns.Count > 0) ? (Cause.Undetermined, Confidence.Unknown)
        : (Cause.DeniedElsewhere, Confidence.Likely);

    private static Evidence Way(PullFailure failure, ImageReference.Ecr image, PullFacts facts, IReadOnlyList<EndpointAnswer> answers) =>
        facts.EndpointPolicies switch
        {
            Fact<IReadOnlyList<EndpointPolicy>>.Known => EndpointAccess.EvidenceOf(failure.Scope, answers),
            Fact<IReadOnlyList<EndpointPolicy>>.Unknown unknown => new(Step.Network, StepResult.Unknown, unknown.Why, null),
            _ => new(Step.Network, StepResult.Unknown,
                new Message("endpoint-policy.other-region",
                    ("region", image.Registry.Region),
                    ("clusterRegion", failure.Scope.Region),
                    ("bucket", EndpointAccess.LayerBucketArn(image.Registry))), null),
        };
}
