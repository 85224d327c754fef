using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Fixing;
using Remediator.Core.Policies.Language;

namespace Remediator.Cli.Explain;

/// <summary>The answer of `explain` to one line.</summary>
public abstract record Explanation
{
    private Explanation() { }

    public sealed record BadLine(string Error, int Line) : Explanation
    {
        /// <summary>What this program did wrong; null where the line is at fault.</summary>
        public Exception? Defect { get; init; }
    }

    /// <param name="Fix">Null unless requested.</param>
    public sealed record Answered(AccessCase Case, Decision Decision, Fix? Fix) : Explanation
    {
        /// <summary>Each action of a pull with its own decision, the worst of which is the answer; empty for one action.</summary>
        public IReadOnlyList<(AccessCase Case, Decision Decision)> OfPull { get; init; } = [];
    }

    /// <param name="line">One JSON case.</param>
    /// <param name="number">Counted from 1.</param>
    /// <param name="strategy">Null: no fix is requested.</param>
    public static Explanation Of(string line, int number, PatchStrategy? strategy = null, params IReadOnlyList<string> protectedSids) =>
        OfLine(number, () =>
        {
            (AccessCase Case, Decision Decision)[] all = [.. CaseLine.Read(line).Select(one => (one, AccessEvaluation.Of(one)))];
            var (question, decision) = all.MaxBy(one => BadnessOf(one.Decision.Answer));
            // only the repository's policy is fixed, whatever else stands in the way of the pull
            var (needed, its) = all.Where(one => one.Case.Resource != "*").DefaultIfEmpty(all[0])
                .MaxBy(one => BadnessOf(one.Decision.Answer));
            return new Answered(question, decision, strategy is { } how ? FixOf(needed, its, how, protectedSids) : null)
            {
                OfPull = all.Length > 1 ? all : [],
            };
        });

    private static int BadnessOf(PolicyAnswer answer) => answer switch
    {
        PolicyAnswer.Allowed => 0,
        PolicyAnswer.Unknown => 1,
        PolicyAnswer.ImplicitlyDenied => 2,
        PolicyAnswer.ExplicitlyDenied => 3,
    };

    /// <summary>The result of <paramref name="answer"/>, or the error of this line; later lines are answered in any case.</summary>
    public static Explanation OfLine(int number, Func<Answered> answer)
    {
        try
        {
            return answer();
        }
        catch (FormatException bad)
        {
            return new BadLine(bad.Message, number);
        }
        // the other lines are answered all the same, and the person who runs the command sees where this one failed
        catch (Exception unexpected)
        {
            return new BadLine(
                $"the line could not be judged, which is a defect of this program: {unexpected.GetType().Name}, {unexpected.Message}",
                number)
            { Defect = unexpected };
        }
    }

    private static Fix FixOf(AccessCase question, Decision decision, PatchStrategy strategy, IReadOnlyList<string> protectedSids)
    {
        var fix = FixOfRepository(question, decision, strategy, protectedSids);
        return fix is Fix.NotNeeded && decision.Answer is PolicyAnswer.ExplicitlyDenied
            && decision.DecidedBy.Any(decider => decider.Policy is PolicyKind.Registry)
            ? new Fix.Refused(new Message("fix.registry-denies"))
            : fix;
    }

    private static Fix FixOfRepository(AccessCase question, Decision decision, PatchStrategy strategy, IReadOnlyList<string> protectedSids)
    {
        if (question.ResourcePolicy is null && decision.Answer is not PolicyAnswer.ImplicitlyDenied)
            return new Fix.NotNeeded();
        var session = question.Principal as Principal.Session;
        if ((session?.Of ?? (question.Principal as Principal.Role)?.Of) is not { } role)
            return decision.Answer is PolicyAnswer.Allowed or PolicyAnswer.ImplicitlyDenied
                ? new Fix.NotNeeded()
                : new Fix.Refused(new Message("fix.not-a-role", ("principal", $"{question.Principal}")));
        var need = new FixCase
        {
            Role = role,
            Session = session,
            Resource = question.Resource,
            ResourcePolicy = question.ResourcePolicy,
            RegistryPolicy = question.RegistryPolicy,
            IdentityPolicies = question.IdentityPolicies,
            PermissionsBoundary = question.PermissionsBoundary,
            Context = question.Context,
            Strategy = strategy,
            ProtectedSids = protectedSids,
        };
        var fix = Fix.For(need);
        if (fix is Fix.NotNeeded && decision.Answer is PolicyAnswer.ImplicitlyDenied && IsOfPull(question.Action))
            return Fix.Allowing(need);
        return fix is Fix.NotNeeded && decision.Answer is PolicyAnswer.ExplicitlyDenied
            && decision.DecidedBy.Any(decider => decider.Policy is PolicyKind.Resource)
            ? new Fix.Refused(new Message("fix.not-a-pull-action",
                ("actions", string.Join(", ", EcrActions.Pull)), ("action", question.Action)))
            : fix;
    }

    private static bool IsOfPull(string action) => EcrActions.Lifted.Contains(action, StringComparer.OrdinalIgnoreCase);
}
