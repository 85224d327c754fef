using Remediator.Core.Common;
using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Images;
using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Language;
using Remediator.Core.PullTexts;

namespace Remediator.Core.Verdicts;

/// <summary>
/// IAM's own words in the event, held against what was judged. IAM names only one kind of policy even where several deny, so it is asked
/// whether that kind is among those found (https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html).
/// </summary>
internal static class IamStatementCheck
{
    /// <param name="decisions">What the policies were judged to say; where they deny, the kinds of policy that deny.</param>
    public static Verdict Heard(Verdict verdict, PullFailure failure, PullFacts facts, IReadOnlyList<Decision> decisions)
    {
        if (failure.Denial is not { } tail || !IsAboutPermissions(verdict.Cause))
            return verdict;
        var puller = (facts.Puller as Fact<Puller>.Known)?.Value;
        var said = Said(tail);
        if ((WrongUser(tail, puller) ?? WrongRepository(tail, failure) ?? WrongPolicy(tail, verdict.Cause, decisions)) is { } why)
            return Told(verdict, StepResult.Fail, $"{said}, but {why}") with
            {
                Contradiction = $"{said}, but {why}",
                Confidence = verdict.Confidence is Confidence.Proved ? Confidence.Likely : verdict.Confidence,
            };
        // a text can be forged by whoever may write events, so it never makes a hinted puller the proved one
        var sameUser = tail.User is not null && puller is { Proved: true };
        return Told(verdict, StepResult.Pass, $"{said}, which agrees") with
        {
            Confidence = sameUser && tail.Context is not null ? Confidence.Proved : verdict.Confidence,
        };
    }

    private static Verdict Told(Verdict verdict, StepResult result, string what)
    {
        var at = verdict.Evidence.TakeWhile(evidence => evidence.Step <= Step.ImageReference).Count();
        return verdict with { Evidence = [.. verdict.Evidence.Take(at), new(Step.PodEvents, result, what, null), .. verdict.Evidence.Skip(at)] };
    }

    private static string Said(DenialTail tail) => tail.Context is { } context
        ? $"IAM itself names {(context.Explicit ? $"a Deny in a {context.Policy}" : $"the missing Allow of a {context.Policy}")}{By(tail)}"
        : $"IAM itself refuses {tail.Action}{By(tail)}";

    private static string By(DenialTail tail) => tail.User is null ? "" : $" to {tail.User}";

    private static string? WrongUser(DenialTail tail, Puller? puller) =>
        puller is null || tail.User is null || IsSessionOf(tail.User, puller.Role) ? null : $"the pulling role was found to be {puller.Role}";

    /// <summary>A mirror may stand for the registry; the ARN may be cut off.</summary>
    private static string? WrongRepository(DenialTail tail, PullFailure failure) =>
        tail.Resource is { } resource && resource.Contains(":repository/", StringComparison.Ordinal)
        && failure.Image is ImageReference.Ecr image && !image.RepositoryArn.StartsWith(resource, StringComparison.Ordinal)
            ? $"it speaks of {resource}, and the image is in {image.RepositoryArn}"
            : null;

    private static bool IsSessionOf(string user, RoleArn role) => Principal.TryParse(user, out var principal) && principal switch
    {
        Principal.Session { Of: var of } => of.Account == role.Account && of.Name == role.Name,
        Principal.Role { Of: var of } => of == role,
        _ => false,
    };

    private static string? WrongPolicy(DenialTail tail, Cause cause, IReadOnlyList<Decision> decisions)
    {
        if (tail.Context is not { } context)
            return null;
        var kind = KindOf(context.Policy);
        var agrees = cause switch
        {
            Cause.RepositoryPolicyDenies => context.Explicit && (kind == "resource" || Deniers(decisions).Contains(kind)),
            Cause.IdentityPolicyDenies => context.Explicit && Deniers(decisions).Contains(kind),
            Cause.PermissionsBoundaryDenies => kind == "boundary" || (context.Explicit && Deniers(decisions).Contains(kind)),
            Cause.IdentityPolicyDoesNotAllow => !context.Explicit && kind is "identity" or "resource",
            Cause.RepositoryPolicyDoesNotAllow => !context.Explicit && kind == "resource",
            Cause.EndpointPolicyDenies => kind == "endpoint",
            _ => kind is "endpoint" or "elsewhere",
        };
        return agrees ? null : $"the policies as they stand now were judged to come to {cause}";
    }

    private static HashSet<string> Deniers(IReadOnlyList<Decision> decisions) =>
        [.. decisions.Where(decision => decision.Answer is PolicyAnswer.ExplicitlyDenied).SelectMany(decision => decision.DecidedBy).Select(decider => decider.Policy)];

    private static string KindOf(string policy) => policy switch
    {
        "resource-based policy" => "resource",
        "identity-based policy" => "identity",
        "permissions boundary" => "boundary",
        "VPC endpoint policy" => "endpoint",
        _ => "elsewhere",
    };

    private static bool IsAboutPermissions(Cause cause) => cause is Cause.RepositoryPolicyDenies or Cause.RepositoryPolicyDoesNotAllow
        or Cause.IdentityPolicyDenies or Cause.IdentityPolicyDoesNotAllow or Cause.PermissionsBoundaryDenies or Cause.EndpointPolicyDenies or Cause.DeniedElsewhere;
}
