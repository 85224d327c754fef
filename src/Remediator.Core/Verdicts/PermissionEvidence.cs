using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Images;
using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Fixing;
using Remediator.Core.Policies.Language;

namespace Remediator.Core.Verdicts;

/// <summary>The evidence of the two policy steps: which policy denies, allows or is silent.</summary>
internal static class PermissionEvidence
{
    public static Evidence Identity(ImageReference.Ecr image, PullFacts facts, IReadOnlyList<Decision> decisions)
    {
        if (facts.Puller is not Fact<Puller>.Known { Value: var puller })
            return new(Step.IdentityPermissions, StepResult.Unknown, new Message("permissions.puller-unknown"), null);
        var command = ShellCommands.RolePolicies(puller.Role.Name);
        if ((facts.IdentityPolicies.Gap ?? facts.Boundary.Gap) is { } gap)
            return new(Step.IdentityPermissions, StepResult.Unknown, gap, command);
        if (Denials(decisions, facts, PolicyKind.Identity, PolicyKind.Boundary) is { } denials)
            return new(Step.IdentityPermissions, StepResult.Fail, denials, command);

        var alone = PullAccess.Of(image, SameAccount(puller, image), RegistryAccess.Without(facts), null);
        if (AreAllowed(alone))
            return new(Step.IdentityPermissions, StepResult.Pass, new Message("permissions.allow", ("role", puller.Role.Name)), command);
        if (AllowedBy(image, puller, facts, decisions) is { } other)
            return new(Step.IdentityPermissions, StepResult.Pass,
                new Message("permissions.allowed-by-other", ("role", puller.Role.Name), ("actions", Actions(alone)), ("policy", other)),
                command);
        if (IsForWantOfBoundary(image, puller, facts))
            return BoundaryLacks(puller, facts, Actions(alone));
        return alone.Any(d => d.Answer is PolicyAnswer.Unknown)
            ? new(Step.IdentityPermissions, StepResult.Unknown, Undecided(alone), command)
            : new(Step.IdentityPermissions, StepResult.Fail,
                new Message("permissions.do-not-allow", ("role", puller.Role.Name), ("actions", Actions(alone))), command);
    }

    /// <summary>What the role's own policies allow, and its boundary does not include.</summary>
    public static Evidence BoundaryLacks(Puller puller, PullFacts facts, string actions) => new(Step.IdentityPermissions, StepResult.Fail,
        new Message("permissions.boundary-does-not-include", ("boundary", NameOfBoundary(facts)), ("actions", actions)),
        ShellCommands.PermissionsBoundary(puller.Role.Name, facts.BoundaryArn));

    /// <summary>What the answers depend on.</summary>
    public static Message Undecided(IReadOnlyList<Decision> decisions) => KeysOf(decisions) is { Length: > 0 } keys
        ? new Message("permissions.depends", ("keys", keys))
        : new Message("permissions.undecidable");

    public static Evidence Repository(ImageReference.Ecr image, PullFacts facts, IReadOnlyList<Decision> decisions)
    {
        var command = ShellCommands.RepositoryPolicy(image);
        return facts.RepositoryPolicy switch
        {
            Fact<PolicyDocument?>.Known when Denials(decisions, facts, PolicyKind.Resource) is { } denials =>
                new(Step.RepositoryPolicy, StepResult.Fail, denials, command),
            Fact<PolicyDocument?>.Known { Value: null } =>
                new(Step.RepositoryPolicy, StepResult.Pass, new Message("repository-policy.none", ("repository", image.Repository)),
                    command),
            Fact<PolicyDocument?>.Known { Value: { } policy } when facts.Puller is not Fact<Puller>.Known =>
                new(Step.RepositoryPolicy, StepResult.Unknown, WhereThePullerIsUnknown(policy, image, facts), command),
            Fact<PolicyDocument?>.Known when decisions.Where(HingesOnOthersThanTheRegistry).ToArray() is { Length: > 0 } open =>
                new(Step.RepositoryPolicy, StepResult.Unknown, KeysOf(open) is { Length: > 0 } keys
                    ? new Message("repository-policy.depends", ("keys", keys))
                    : new Message("repository-policy.undecidable"), command),
            Fact<PolicyDocument?>.Known =>
                new(Step.RepositoryPolicy, StepResult.Pass, new Message("repository-policy.does-not-deny"), command),
            _ => new(Step.RepositoryPolicy, StepResult.Unknown, facts.RepositoryPolicy.Gap!, command),
        };
    }

    private static Message WhereThePullerIsUnknown(PolicyDocument policy, ImageReference.Ecr image, PullFacts facts) =>
        MayDeny(policy, PolicyKind.Resource, image, facts, (statement, sid) => sid is null
            ? new Message("repository-policy.may-deny", ("statement", statement))
            : new Message("repository-policy.may-deny-by-sid", ("statement", statement), ("sid", sid)))
        ?? new Message("repository-policy.denies-nobody");

    /// <summary>The statements that would matter, for which of them do depends on the identity; null where none denies anybody.</summary>
    /// <param name="shown">One of them, by its number and Sid.</param>
    internal static Message? MayDeny(PolicyDocument policy, PolicyKind kind, ImageReference.Ecr image, PullFacts facts,
        Func<int, string?, Message> shown) =>
        PossibleDenials.Of(policy, kind, EcrActions.Pull, image.RepositoryArn, PullAccess.ContextFor(facts)) is { Count: > 0 } denials
            ? Message.Joined([.. denials.Select(denial => shown(denial.Statement, denial.Sid))]) : null;

    /// <summary>Across accounts silence denies.</summary>
    public static Evidence Unallowed(ImageReference.Ecr image, PullFacts facts) => new(Step.RepositoryPolicy, StepResult.Fail,
        new Message("repository-policy.does-not-allow", ("role", ((Fact<Puller>.Known)facts.Puller).Value.Role.Name)),
            ShellCommands.RepositoryPolicy(image));

    /// <summary>Nothing where endpoint policies were not asked for.</summary>
    public static IReadOnlyList<Evidence> Endpoints(Scope scope, PullFacts facts, IReadOnlyList<EndpointAnswer> answers) =>
        facts.EndpointPolicies switch
        {
            Fact<IReadOnlyList<EndpointPolicy>>.Known => [EndpointAccess.EvidenceOf(scope, answers)],
            Fact<IReadOnlyList<EndpointPolicy>>.Unknown unknown => [new(Step.Network, StepResult.Unknown, unknown.Why, null)],
            _ => [],
        };

    /// <summary>What may still deny when all that can be read allows.</summary>
    public static Evidence Elsewhere { get; } = new(Step.IdentityPermissions, StepResult.Unknown,
        new Message("permissions.not-readable"), null);

    /// <summary>What the answers depend on and is not known.</summary>
    public static IEnumerable<Message> Inputs(IReadOnlyList<Decision> decisions) =>
        decisions.SelectMany(decision => decision.Unknowns).Distinct()
        .Select(key => new Message("unknown.policy-input", ("key", key)));

    /// <summary>Condition keys, or elements of the policies.</summary>
    public static string KeysOf(IEnumerable<Decision> decisions) =>
        string.Join(", ", decisions.SelectMany(decision => decision.Unknowns).Distinct());

    private static bool HingesOnOthersThanTheRegistry(Decision decision) => decision.Answer is PolicyAnswer.Unknown
        && (decision.DecidedBy.Count == 0 || decision.DecidedBy.Any(decider => decider.Policy is not PolicyKind.Registry));

    /// <summary>The statements of these kinds of policy that deny, or null where none does.</summary>
    public static Message? Denials(IReadOnlyList<Decision> decisions, PullFacts facts, params PolicyKind[] policies) =>
        Deniers(decisions, policies) is { Length: > 0 } deniers
            ? Message.Joined([.. deniers.Select(denier => Denial(denier, facts))])
            : null;

    /// <summary>The Deny of the role's own that has to go; null where another policy denies.</summary>
    public static Message? NextStep(Cause cause, IReadOnlyList<Decision> decisions, PullFacts facts) =>
        cause is Cause.IdentityPolicyDenies && Deniers(decisions, PolicyKind.Identity) is [var denier, ..]
            ? new Message("identity-policy.next.remove-deny", ("policy", NameOf(denier, facts)),
                ("statement", EditGuard.Name(denier.Statement, denier.Sid)))
            : null;

    private static Decider[] Deniers(IReadOnlyList<Decision> decisions, params PolicyKind[] policies) =>
    [
        .. decisions.Where(d => d.Answer is PolicyAnswer.ExplicitlyDenied).SelectMany(d => d.DecidedBy)
            .Where(d => policies.Contains(d.Policy)).DistinctBy(d => (d.Policy, d.Index, d.Statement)),
    ];

    /// <summary>The step itself says which policy it is, but for those of the role, of which there are several.</summary>
    private static Message Denial(Decider denier, PullFacts facts) => (denier.Policy, denier.Sid) switch
    {
        (PolicyKind.Resource or PolicyKind.Registry, { } sid) =>
            new Message("statement.denies-by-sid", ("statement", denier.Statement), ("sid", sid)),
        (PolicyKind.Resource or PolicyKind.Registry, _) => new Message("statement.denies", ("statement", denier.Statement)),
        (_, { } sid) => new Message("permissions.denied-by-sid",
            ("statement", denier.Statement), ("sid", sid), ("policy", NameOf(denier, facts))),
        _ => new Message("permissions.denied-by", ("statement", denier.Statement), ("policy", NameOf(denier, facts))),
    };

    private static Message NameOf(Decider denier, PullFacts facts) =>
        denier.Policy is not PolicyKind.Identity ? NameOfBoundary(facts)
        : facts.IdentityPolicies is Fact<IReadOnlyList<PolicyDocument>>.Known { Value: var policies }
            && policies.ElementAtOrDefault(denier.Index)?.Name is { } name
                ? new Message("policy.identity-named", ("name", name))
        : new Message("policy.identity");

    private static string Actions(IReadOnlyList<Decision> decisions) =>
        string.Join(", ", EcrActions.Pull.Where((_, i) => decisions[i].Answer is not PolicyAnswer.Allowed));

    private static bool AreAllowed(IReadOnlyList<Decision> decisions) => decisions.All(d => d.Answer is PolicyAnswer.Allowed);

    /// <summary>Within one account another policy's Allow suffices; null where none has one.</summary>
    private static Message? AllowedBy(ImageReference.Ecr image, Puller puller, PullFacts facts, IReadOnlyList<Decision> decisions) =>
        AreAllowed(PullAccess.Of(image, puller, facts, null)) ? new Message("policy.registry")
        : decisions.Count > 0 && AreAllowed(decisions) ? new Message("policy.repository")
        : null;

    private static bool IsForWantOfBoundary(ImageReference.Ecr image, Puller puller, PullFacts facts) =>
        facts.Boundary is Fact<PolicyDocument?>.Known { Value: not null }
        && AreAllowed(PullAccess.Of(image, SameAccount(puller, image),
            RegistryAccess.Without(facts) with { Boundary = Fact.Of<PolicyDocument?>(null) }, null));

    private static Message NameOfBoundary(PullFacts facts) => facts.BoundaryArn is { } arn
        ? new Message("policy.boundary-named", ("arn", arn))
        : new Message("policy.boundary");

    /// <summary>In one account the identity policies suffice alone, so judging there shows what they allow by themselves.</summary>
    private static Puller SameAccount(Puller puller, ImageReference.Ecr image) =>
        puller with { Role = puller.Role with { Account = image.Registry.Account } };
}
