using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Images;
using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Language;

namespace Remediator.Core.Verdicts;

/// <summary>
/// A 401: the node had no token to show. <c>ecr:GetAuthorizationToken</c> can only stand in an identity policy, so its absence there is the
/// one cause that can be proved (https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html).
/// </summary>
internal static class CredentialsRefused
{
    public static Verdict Of(PullFailure failure, ImageReference.Ecr image, PullFacts facts)
    {
        var decision = MayGetToken(image, facts);
        var endpoints = (facts.EndpointPolicies, facts.Puller) is (Fact<IReadOnlyList<EndpointPolicy>>.Known { Value: var policies },
            Fact<Puller>.Known { Value: var asking })
            ? EndpointAccess.Of(image, asking, facts, policies, EndpointService.EcrApi)
            : [];
        var proof = facts.Puller.ValueOrNull()?.Proved == true ? Confidence.Proved : Confidence.Likely;
        var (cause, confidence) = decision?.Answer switch
        {
            PolicyAnswer.ExplicitlyDenied when decision.DecidedBy.Any(d => d.Policy is PolicyKind.Boundary) =>
                (Cause.PermissionsBoundaryDenies, proof),
            PolicyAnswer.ExplicitlyDenied => (Cause.IdentityPolicyDenies, proof),
            PolicyAnswer.ImplicitlyDenied when MayGetToken(image,
                facts with { Boundary = Fact.Of<PolicyDocument?>(null) })!.Answer is PolicyAnswer.Allowed =>
                (Cause.PermissionsBoundaryDenies, proof),
            PolicyAnswer.ImplicitlyDenied => (Cause.IdentityPolicyDoesNotAllow, proof),
            PolicyAnswer.Allowed when endpoints.Any(endpoint => endpoint.Denies) => (Cause.EndpointPolicyDenies, proof),
            PolicyAnswer.Allowed => (Cause.CredentialsMissing, Confidence.Likely),
            // with a pull secret the node asks for no token at all, and the runtime by itself has none
            _ when failure.Credentials is PodCredentials.PullSecrets or PodCredentials.NodeRuntime =>
                (Cause.CredentialsMissing, Confidence.Likely),
            _ => (Cause.Undetermined, Confidence.Unknown),
        };
        return new Verdict(cause, confidence,
            [
                .. EvidenceChain.Of(failure),
                new(Step.PodEvents, StepResult.Fail, Shown(failure), null),
                EvidenceChain.Image(image, facts.Image),
                EvidenceChain.Puller(failure, facts.Puller),
                Identity(cause, facts, decision),
                EvidenceChain.Skipped(Step.RepositoryPolicy,
                    new Message("repository-policy.no-token", ("action", EcrActions.GetAuthorizationToken))),
                .. PermissionEvidence.Endpoints(failure.Scope, facts, endpoints),
            ],
            // the runtime pulls as nobody whose policies would decide
            failure.IsOfSandbox ? [] : Gaps.Of(
                (new Message("fact.puller"), facts.Puller),
                (new Message("fact.identity-policies"), facts.IdentityPolicies),
                (new Message("fact.permissions-boundary"), facts.Boundary),
                (new Message("fact.endpoint-policies"), facts.EndpointPolicies)))
        {
            Next = EndpointAccess.NextStep(cause, endpoints)
                ?? PermissionEvidence.NextStep(cause, decision is null ? [] : [decision], facts)
                ?? (cause is Cause.CredentialsMissing ? NextStep(failure) : null),
            NextCommand = cause is Cause.CredentialsMissing ? NextCommand(failure) : null,
        };
    }

    private static Decision? MayGetToken(ImageReference.Ecr image, PullFacts facts) =>
        facts.Puller is Fact<Puller>.Known { Value: var puller }
        ? AccessEvaluation.Of(PullAccess.Case(image, puller, facts, EcrActions.GetAuthorizationToken, null) with { Resource = "*" })
        : null;

    /// <summary>No token at all is the node's own trouble; a token that was refused came from somewhere.</summary>
    private static Message Shown(PullFailure failure) => failure.Credentials switch
    {
        PodCredentials.PullSecrets secrets => new Message("credentials.pull-secret", ("secret", secrets.Why)),
        PodCredentials.NodeRuntime => new Message("credentials.node-runtime"),
        { Missing.Count: > 0 } => new Message("credentials.without-secret"),
        _ when failure.Signs.HasNoCredentials => new Message("credentials.none"),
        _ => new Message("credentials.refused"),
    };

    private static Message NextStep(PullFailure failure) => failure.Credentials switch
    {
        PodCredentials.PullSecrets secrets => new Message("credentials.next.secret", ("secrets", string.Join(", ", secrets.Names))),
        { Missing: { Count: > 0 } missing } => new Message("credentials.next.missing-secret",
            ("secrets", string.Join(", ", missing)), ("namespace", failure.First.Namespace), ("node", failure.NodesShown)),
        _ => new Message("credentials.next.provider", ("node", failure.NodesShown)),
    };

    private static string NextCommand(PullFailure failure) => failure.Credentials is PodCredentials.PullSecrets secrets
        ? ShellCommands.Secrets(failure.First.Namespace, secrets.Names)
        : ShellCommands.OnNode(failure, "journalctl -u kubelet --since -1h --no-pager");

    private static Evidence Identity(Cause cause, PullFacts facts, Decision? decision) => (facts.Puller, decision) switch
    {
        (Fact<Puller>.Known { Value: var puller }, { Answer: PolicyAnswer.Allowed }) =>
            new(Step.IdentityPermissions, StepResult.Pass,
                new Message("permissions.may-call", ("role", puller.Role.Name), ("action", EcrActions.GetAuthorizationToken)),
                    ShellCommands.RolePolicies(puller.Role.Name)),
        (Fact<Puller>.Known { Value: var puller }, { Answer: PolicyAnswer.Unknown }) =>
            new(Step.IdentityPermissions, StepResult.Unknown,
                facts.IdentityPolicies.Gap ?? facts.Boundary.Gap ?? PermissionEvidence.Undecided([decision]),
                    ShellCommands.RolePolicies(puller.Role.Name)),
        (Fact<Puller>.Known { Value: var puller }, { Answer: PolicyAnswer.ImplicitlyDenied })
            when cause is Cause.PermissionsBoundaryDenies =>
            PermissionEvidence.BoundaryLacks(puller, facts, EcrActions.GetAuthorizationToken),
        (Fact<Puller>.Known { Value: var puller }, not null)
            when PermissionEvidence.Denials([decision], facts, PolicyKind.Identity, PolicyKind.Boundary) is { } denials =>
            new(Step.IdentityPermissions, StepResult.Fail, denials, ShellCommands.RolePolicies(puller.Role.Name)),
        (Fact<Puller>.Known { Value: var puller }, not null) =>
            new(Step.IdentityPermissions, StepResult.Fail,
                new Message("permissions.may-not-call", ("role", puller.Role.Name), ("action", EcrActions.GetAuthorizationToken)),
                    ShellCommands.RolePolicies(puller.Role.Name)),
        _ => new(Step.IdentityPermissions, StepResult.Unknown, new Message("permissions.puller-unknown"), null),
    };
}
