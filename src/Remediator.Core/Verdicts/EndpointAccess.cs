using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Images;
using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Language;

namespace Remediator.Core.Verdicts;

/// <summary>What one VPC endpoint answers to what a pull asks of it.</summary>
internal sealed record EndpointAnswer(EndpointPolicy Endpoint, string Action, Decision Decision)
{
    public bool Denies => Decision.Answer is PolicyAnswer.ExplicitlyDenied or PolicyAnswer.ImplicitlyDenied;

    public bool ProvablyDenies => Denies && Endpoint.Doubt is null && !IsAssumed;

    /// <summary>It rests on what is known of AWS's own accounts in general, not on what was read.</summary>
    public bool IsAssumed { get; init; }
}

/// <summary>
/// A pull asks the endpoint of ecr.api for a token, that of ecr.dkr for manifests and layers, and that of S3 for the layers' bytes.
/// https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
/// </summary>
internal static class EndpointAccess
{
    /// <summary>
    /// The bytes are fetched with a URL that ECR signed for itself: to S3 the caller is no principal of the node's account or organization.
    /// </summary>
    private static readonly Principal s_signer = new Principal.Anonymous();

    // of the form of real ones, and nobody's
    private const string OrganizationOfAws = "o-awsown0000000", OrganizationOfCustomer = "o-customer00000", AccountOfAws = "000000000000";
    private const string PrincipalOrganization = "aws:PrincipalOrgID";

    public static IReadOnlyList<EndpointAnswer> Of(
        ImageReference.Ecr image, Puller? puller, PullFacts facts, IReadOnlyList<EndpointPolicy> policies,
            params EndpointService[] services) =>
    [
        .. from policy in policies
           where services.Contains(policy.Service)
           from question in Questions(image, puller, policy.Service)
           select AnswerOf(policy, question, image, facts),
    ];

    /// <summary>What the endpoint of ecr.dkr answers to whoever pulls: only where it is the same for everyone is it an answer.</summary>
    public static IReadOnlyList<EndpointAnswer> OfAnyone(
        ImageReference.Ecr image, PullFacts facts, IReadOnlyList<EndpointPolicy> policies) =>
    [
        .. from policy in policies
           where policy.Service is EndpointService.EcrDkr
           from action in EcrActions.Pull
           select AnswerOf(policy, (new Principal.Someone(), action, image.RepositoryArn), image, facts),
    ];

    /// <summary>
    /// The organization and the account of a bucket or a registry of AWS are not read, but they are not the customer's: a policy that
    /// hinges on them keeps the pull out.
    /// </summary>
    private static EndpointAnswer AnswerOf(EndpointPolicy endpoint, (Principal Who, string Action, string Resource) question,
        ImageReference.Ecr image, PullFacts facts)
    {
        Decision With(IEnumerable<KeyValuePair<string, IReadOnlyList<string>?>> keys) => EndpointEvaluation.Of(
            question.Who, question.Action, question.Resource, RequestContext.Of(keys), endpoint.Policy);

        var read = new EndpointAnswer(endpoint, question.Action, With(KeysAt(endpoint, facts)));
        if (read.Decision.Answer is not PolicyAnswer.Unknown
            || !(endpoint.Service is EndpointService.S3 || AddOnRegistries.IsOfAws(image.Registry.Account)))
            return read;
        var assumed = read with { Decision = With([.. KeysAt(endpoint, facts), .. OfAws(endpoint)]), IsAssumed = true };
        return assumed.Denies ? assumed : read;
    }

    private static IEnumerable<KeyValuePair<string, IReadOnlyList<string>?>> OfAws(EndpointPolicy endpoint) =>
    [
        new("aws:ResourceOrgID", [OrganizationOfAws]), new("aws:ResourceOrgPaths", [$"{OrganizationOfAws}/r-aws1/"]),
        .. endpoint.Service is EndpointService.S3 ? [new("aws:ResourceAccount", [AccountOfAws])]
            // as a variable it is only ever compared with the resource's
            : IsOnlyAVariable(PrincipalOrganization, endpoint.Policy.Text) ? [new(PrincipalOrganization, [OrganizationOfCustomer])]
            : Array.Empty<KeyValuePair<string, IReadOnlyList<string>?>>(),
    ];

    private static bool IsOnlyAVariable(string key, string policy) => !policy
        .Replace($"${{{key}}}", "", StringComparison.OrdinalIgnoreCase).Contains(key, StringComparison.OrdinalIgnoreCase);

    public static Evidence EvidenceOf(Scope scope, IReadOnlyList<EndpointAnswer> answers)
    {
        var command = ShellCommands.EndpointPolicies(scope.Region, answers.Select(answer => answer.Endpoint.Id).Distinct());
        if (Denied(answers) is { } denied)
            return new(Step.Network, StepResult.Fail, Refusal(denied), command);
        return answers.FirstOrDefault(answer => answer.Decision.Answer is PolicyAnswer.Unknown) is { } open
            ? new(Step.Network, StepResult.Unknown,
                new Message("endpoint-policy.undecidable", ("endpoint", open.Endpoint.Id),
                    ("keys", string.Join(", ", open.Decision.Unknowns))), command)
            : new(Step.Network, StepResult.Pass, answers.Count == 0
                ? new Message("endpoint-policy.none")
                : new Message("endpoint-policy.allow",
                    ("endpoints", string.Join(", ", answers.Select(answer => answer.Endpoint.Id).Distinct()))), command);
    }

    /// <summary>The Deny that has to go: an Allow beside it would not help. Null where an Allow is missing.</summary>
    public static Message? NextStep(Cause cause, IReadOnlyList<EndpointAnswer> answers) =>
        cause is Cause.EndpointPolicyDenies
        && Denied(answers) is { Decision.Answer: PolicyAnswer.ExplicitlyDenied, Action: var action, Endpoint: var endpoint }
            ? new Message("endpoint-policy.next.remove-deny",
                ("action", action), ("endpoint", endpoint.Id), ("service", NameOf(endpoint.Service)))
            : null;

    public static string NameOf(EndpointService service) => service switch
    {
        EndpointService.EcrApi => "ecr.api",
        EndpointService.EcrDkr => "ecr.dkr",
        _ => "s3",
    };

    /// <summary>The bucket that keeps a region's layers, which an endpoint policy of S3 has to allow.</summary>
    public static string LayerBucketArn(EcrRegistry registry) =>
        $"arn:{registry.Partition}:s3:::prod-{registry.Region}-starport-layer-bucket";

    private static IEnumerable<(Principal Who, string Action, string Resource)> Questions(ImageReference.Ecr image, Puller? puller,
        EndpointService service) =>
        (service, puller) switch
        {
            (EndpointService.S3, _) => [(s_signer, "s3:GetObject", $"{LayerBucketArn(image.Registry)}/layer")],
            (EndpointService.EcrApi, { } who) => [(Caller(who), EcrActions.GetAuthorizationToken, "*")],
            (EndpointService.EcrDkr, { } who) => EcrActions.Pull.Select(action => (Caller(who), action, image.RepositoryArn)),
            _ => [],
        };

    /// <summary>The one that is shown: a refusal that is certain before one that is not.</summary>
    private static EndpointAnswer? Denied(IReadOnlyList<EndpointAnswer> answers) =>
        answers.Where(answer => answer.Denies).MaxBy(answer => answer.ProvablyDenies);

    private static Principal Caller(Puller puller) => puller.RoleSession ?? (Principal)puller.Role;

    // the repository's tags are no tags of the bucket
    private static IEnumerable<KeyValuePair<string, IReadOnlyList<string>?>> KeysAt(EndpointPolicy policy, PullFacts facts) =>
        policy.Service is EndpointService.S3
        ? [.. PullAccess.KeysOfAny(facts), new("aws:SourceVpce", [policy.Id]), new("aws:PrincipalOrgID", null),
            new("aws:PrincipalOrgPaths", null)]
        : [.. PullAccess.KeysFor(facts), new("aws:SourceVpce", [policy.Id])];

    private static Message Refusal(EndpointAnswer denied)
    {
        var (endpoint, service) = (denied.Endpoint.Id, NameOf(denied.Endpoint.Service));
        return denied.Decision switch
        {
            { Answer: PolicyAnswer.ExplicitlyDenied, DecidedBy: [{ Sid: { } sid }, ..] } => new Message("endpoint-policy.denies-sid",
                ("endpoint", endpoint), ("service", service), ("action", denied.Action), ("sid", sid)),
            { Answer: PolicyAnswer.ExplicitlyDenied } => new Message("endpoint-policy.denies",
                ("endpoint", endpoint), ("service", service), ("action", denied.Action)),
            _ => new Message("endpoint-policy.does-not-allow", ("endpoint", endpoint), ("service", service), ("action", denied.Action)),
        };
    }
}
