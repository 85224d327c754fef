using Remediator.Core.Policies;

namespace Remediator.Core;

/// <summary>
/// A 401: the node had no token to show. <c>ecr:GetAuthorizationToken</c> can only stand in an identity policy, so its absence there is the
/// one cause that can be proved (https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html).
/// </summary>
internal static class CredentialsRefused
{
    private const string TokenAction = "ecr:GetAuthorizationToken";

    public static Verdict Judge(PullFailure failure, ImageReference.Ecr image, Facts facts)
    {
        var decision = facts.Puller is Fact<Puller>.Known { Value: var puller }
            ? Judgement.Of(PullAccess.Case(image, puller, facts, TokenAction, null) with { Resource = "*" })
            : null;
        var endpoints = (facts.EndpointPolicies, facts.Puller) is (Fact<IReadOnlyList<EndpointPolicy>>.Known { Value: var policies }, Fact<Puller>.Known { Value: var asking })
            ? EndpointAccess.Of(image, asking, policies, EndpointService.EcrApi)
            : [];
        var proof = (facts.Puller as Fact<Puller>.Known)?.Value.Proved == true ? Confidence.Proved : Confidence.Likely;
        var (cause, confidence) = decision?.Answer switch
        {
            PolicyAnswer.ExplicitlyDenied when decision.DecidedBy.Any(d => d.Policy == "boundary") => (Cause.PermissionsBoundaryDenies, proof),
            PolicyAnswer.ExplicitlyDenied => (Cause.IdentityPolicyDenies, proof),
            PolicyAnswer.ImplicitlyDenied => (Cause.IdentityPolicyDoesNotAllow, proof),
            _ when endpoints.Any(endpoint => endpoint.Denies) => (Cause.EndpointPolicyDenies, proof),
            _ => (Cause.CredentialsMissing, Confidence.Likely),
        };
        return new Verdict(cause, confidence,
            [
                .. Chain.Of(failure),
                new(Step.PodEvents, StepResult.Fail, Shown(failure.Text), null),
                Chain.Image(image, facts.Image),
                Chain.Puller(failure, facts.Puller),
                Identity(facts, decision),
                Chain.Skipped(Step.RepositoryPolicy, $"{TokenAction} never stands in a repository policy"),
                .. PermissionEvidence.Endpoints(failure.Scope, facts, endpoints),
            ],
            Gaps.Of(("puller", facts.Puller), ("identity policies", facts.IdentityPolicies), ("permissions boundary", facts.Boundary),
                ("VPC endpoint policies", facts.EndpointPolicies)));
    }

    /// <summary>No token at all is the node's own trouble; a token that was refused came from somewhere.</summary>
    private static string Shown(string text) => text.Contains("no basic auth credentials", StringComparison.OrdinalIgnoreCase)
        ? "the node had no token to show: the kubelet's ECR credential provider gave none, and the pod brings no imagePullSecret for this registry"
        : "the node showed credentials that were refused: an imagePullSecret of another registry or of an old token, or a credential provider that asked as nobody";

    private static Evidence Identity(Facts facts, Decision? decision) => (facts.Puller, decision) switch
    {
        (Fact<Puller>.Known { Value: var puller }, { Answer: PolicyAnswer.Allowed }) =>
            new(Step.IdentityPermissions, StepResult.Pass, $"{puller.Role.Name} may call {TokenAction}", ByHand.RolePolicies(puller.Role.Name)),
        (Fact<Puller>.Known { Value: var puller }, { Answer: PolicyAnswer.Unknown }) =>
            new(Step.IdentityPermissions, StepResult.Unknown, facts.IdentityPolicies.Gap ?? facts.Boundary.Gap ?? "hinges on what is not known here", ByHand.RolePolicies(puller.Role.Name)),
        (Fact<Puller>.Known { Value: var puller }, not null) =>
            new(Step.IdentityPermissions, StepResult.Fail, $"{puller.Role.Name} may not call {TokenAction}", ByHand.RolePolicies(puller.Role.Name)),
        _ => new(Step.IdentityPermissions, StepResult.Unknown, "not judged: it is not known who pulls", null),
    };
}
