using Remediator.Core.Policies;

namespace Remediator.Cli.Explain;

/// <summary>What `explain` has to say about one line.</summary>
public abstract record Explanation
{
    private Explanation() { }

    public sealed record BadLine(string Error, int Line) : Explanation;

    /// <param name="Fix">Null unless it was asked for.</param>
    public sealed record Answered(AccessCase Case, Decision Decision, Fix? Fix) : Explanation;

    /// <param name="line">One JSON case.</param>
    /// <param name="number">Counted from 1.</param>
    /// <param name="strategy">Null: no fix is asked for.</param>
    public static Explanation Of(string line, int number, PatchStrategy? strategy = null, params IReadOnlyList<string> protectedSids)
    {
        try
        {
            var question = CaseLine.Read(line);
            return new Answered(question, Judgement.Of(question), strategy is { } how ? FixOf(question, how, protectedSids) : null);
        }
        catch (FormatException bad)
        {
            return new BadLine(bad.Message, number);
        }
    }

    private static Fix FixOf(AccessCase question, PatchStrategy strategy, IReadOnlyList<string> protectedSids)
    {
        if (question.ResourcePolicy is not { } policy) return new Fix.NotNeeded();
        var session = question.Principal as Principal.Session;
        return (session?.Of ?? (question.Principal as Principal.Role)?.Of) is not { } role
            ? new Fix.Refused($"\"{question.Principal}\" is no role")
            : Fix.For(new FixCase
            {
                Role = role,
                Session = session,
                Resource = question.Resource,
                ResourcePolicy = policy,
                IdentityPolicies = question.IdentityPolicies,
                PermissionsBoundary = question.PermissionsBoundary,
                Context = question.Context,
                Strategy = strategy,
                ProtectedSids = protectedSids,
            });
    }
}
