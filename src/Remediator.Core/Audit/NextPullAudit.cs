using Remediator.Core.Facts;
using Remediator.Core.PullTexts;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Audit;

/// <summary>
/// Would the next pull of an image succeed? Asked of the verdicts that explain failed pulls, one for each step of a pull; then of what
/// will become of the image.
/// </summary>
public static class NextPullAudit
{
    /// <summary>The token, the manifest, the layers.</summary>
    private static readonly Symptom[] s_steps = [Symptom.Unauthorized, Symptom.Forbidden, Symptom.LayerForbidden];

    public static AuditRow Of(ImageUse use, AuditFacts facts)
    {
        var isAbsent = facts.Pull.Image is Fact<ImageInRepository>.Known { Value: not ImageInRepository.Present };
        Symptom[] steps = isAbsent ? [Symptom.NotFound] : s_steps;
        var answers = steps.Select(step => Diagnosis.Of(use.Pull with { Symptom = step }, facts.Pull)).ToArray();
        var failed = answers.FirstOrDefault(answer => Fails(answer.Cause));
        var row = new AuditRow(use.Image, use.Pull.Compute.GroupKey, facts.Pull.Puller.ValueOrNull(), use.Usages,
            AuditResult.Ok)
        {
            Confidence = Confidence.Likely,
            Expires = ExpiryCheck.DayOf(facts),
            CacheOnly = CacheCheck.Of(use, facts, isAbsent && failed is not null),
            Evidence = AuditEvidence.Of(use, facts, failed ?? answers[isAbsent ? 0 : 1]),
            Next = CacheCheck.NextStep(use, facts),
        };
        if (failed is not null)
            return use.Secrets.Count > 0 && !isAbsent
                ? SecretCheck.Decided(row, use, facts, failed)
                : row with { Result = AuditResult.WouldFail, Cause = failed.Cause, Confidence = failed.Confidence, Next = NextOf(failed) };
        if (ExpiryCheck.EndsSoon(facts) is { } end)
            return row with
            {
                Result = AuditResult.WouldFail,
                Cause = end.Rule.Archives ? Cause.ImageArchived : Cause.ImageMissing,
                Confidence = end.MayBeListed ? Confidence.Likely : Confidence.Proved,
                Next = new Message("lifecycle.next", ("rule", end.Rule.Priority), ("repository", use.Image.Repository)),
            };
        var open = Open(use, facts, answers);
        return open.Count == 0 ? row : row with { Result = AuditResult.Unknown, Confidence = Confidence.Unknown, Unknowns = open };
    }

    /// <summary>The next step of a verdict, or of its cause.</summary>
    internal static Message NextOf(Verdict verdict) => verdict.Next ?? Message.Of("cause", verdict.Cause.WireName, "next");

    /// <summary>A token that may be had is no missing one, whatever the symptom of the question says.</summary>
    private static bool Fails(Cause cause) => cause is not (Cause.DeniedElsewhere or Cause.Undetermined or Cause.CredentialsMissing);

    /// <summary>What keeps the answer from being "ok".</summary>
    private static IReadOnlyList<Message> Open(ImageUse use, AuditFacts facts, Verdict[] answers)
    {
        Message[] found =
        [
            .. Gaps.Of((new Message("fact.image"), facts.Pull.Image)),
            .. answers.SelectMany(answer => answer.Unknowns).Except(AccessDenied.NeverReadable),
            .. Gaps.Of((new Message("fact.lifecycle-policy"), facts.Lifecycle.Gap is null ? facts.Expiry : facts.Lifecycle)),
            .. PlatformCheck.Unknown(use, facts) is { } platform ? [platform] : Array.Empty<Message>(),
            .. use.Waiting > 0 ? [new Message("audit.fails-now", ("count", use.Waiting))] : Array.Empty<Message>(),
        ];
        if (found.Length == 0 && answers.Any(answer => answer.Cause is Cause.Undetermined))
            found = [PullThroughCache.RuleOf(use.Image, facts.Pull) is { } rule
                ? new Message("audit.filled-by-cache", ("upstream", rule.Upstream))
                : new Message("audit.undetermined")];
        return [.. found.Distinct()];
    }
}
