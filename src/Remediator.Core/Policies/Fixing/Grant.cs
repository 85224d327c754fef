using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Language;

namespace Remediator.Core.Policies.Fixing;

/// <summary>
/// One statement more, which allows one role to pull: for a role that nothing denies and nothing allows. It adds an Allow, so a person has
/// to approve it, always.
/// </summary>
internal static class Grant
{
    private const string SidPrefix = "RemediatorAllowPull";
    private const int ShortestSuffix = 8;

    /// <param name="asked">A registry policy that could not be read is a warning; here it neither denies nor allows.</param>
    public static Fix Of(FixCase asked)
    {
        var need = asked.RegistryPolicy is { Document: null } ? asked with { RegistryPolicy = null } : asked;
        if (!EcrActions.Pull.Any(action => Answer(need, action, need.ResourcePolicy) is PolicyAnswer.ImplicitlyDenied))
            return new Fix.NotNeeded();
        if (need.Session is { PathKnown: false } session)
            return new Fix.Refused(new Message("fix.grant-role-unknown", ("session", session.ToString())));
        if (RegistryGuard.WhyNot(need) is { } denied)
            return new Fix.Refused(denied);
        if (need.ResourcePolicy is { } before && EditGuard.AroundPolicy(before) is { } guarded)
            return new Fix.Refused(guarded);
        var edits = new Edits { Added = [Statement(need)] };
        edits.Asks.Add(new Message("fix.grant"));
        edits.Asks.AddRange(BesideConditions(need));
        var after = edits.Applied(need.ResourcePolicy)!;
        if (EditGuard.TooLong(after) is { } tooLong)
            return new Fix.Refused(tooLong);
        if (LockOut.Of(need, after) is { } lockOut)
            return new Fix.Refused(lockOut);
        return WhyNotEnough(need, after) is { } why ? new Fix.Refused(why) : Proof.Of(need, after, edits);
    }

    private static JsonObject Statement(FixCase need) => new()
    {
        ["Sid"] = SidFor(need),
        ["Effect"] = "Allow",
        ["Principal"] = new JsonObject { ["AWS"] = need.Role.ToString() },
        ["Action"] = JsonText.ArrayOf(EcrActions.Lifted),
    };

    /// <summary>The same for the same role, and longer where a statement of that name is there already.</summary>
    private static string SidFor(FixCase need)
    {
        var digest = Digest.Of(JsonValue.Create(need.Role.ToString()));
        var taken = need.Statements.Select(statement => statement.Sid).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Enumerable.Range(ShortestSuffix, digest.Length - ShortestSuffix + 1).Select(length => SidPrefix + digest[..length])
            .Concat(Enumerable.Range(2, taken.Count + 1).Select(number => $"{SidPrefix}{digest}{number}"))
            .First(sid => !taken.Contains(sid));
    }

    /// <summary>An Allow that somebody tied to a condition is a limit: a warning says that the new one has none.</summary>
    private static IEnumerable<Message> BesideConditions(FixCase need) =>
        from statement in need.Statements
        where statement.IsAllow && EcrActions.Pull.Select(need.Request).Any(request =>
            statement.ActionMatch(request.Action) != Tri.False && statement.PrincipalMatch(request).Any != Tri.False
            && statement.Applies(request, PolicyKind.Resource) != Tri.True)
        select new Message("fix.grant-beside-condition", ("statement", EditGuard.Name(statement)));

    /// <summary>Across accounts both sides have to allow, and a Deny anywhere or a boundary stops a pull all the same.</summary>
    private static Message? WhyNotEnough(FixCase need, PolicyDocument after) => (
        from action in EcrActions.Pull
        let answer = Answer(need, action, after)
        where answer is PolicyAnswer.ExplicitlyDenied or PolicyAnswer.ImplicitlyDenied
        select answer is PolicyAnswer.ExplicitlyDenied
            ? new Message("fix.grant-denied", ("action", action))
            : new Message("fix.grant-not-enough", ("action", action), ("role", need.Role.ToString()))).FirstOrDefault();

    private static PolicyAnswer Answer(FixCase need, string action, PolicyDocument? policy) =>
        AccessEvaluation.Of(need.May(action, policy)).Answer;
}
