using Remediator.Core.Facts;
using Remediator.Core.PullTexts;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Audit;

/// <summary>
/// Would the next pull of an image succeed? Asked of the verdicts that explain failed pulls: of those that fail now by their own text, and
/// of one for each step of a pull to come; then of what will become of the image.
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
        var (ahead, now) = (answers.FirstOrDefault(answer => Fails(answer.Cause)), FailsNow(use, facts));
        var key = KeyCheck.Failure(use.Image, facts);
        var failed = new[] { now, ahead, key }.OfType<Verdict>().MaxBy(verdict => verdict.Confidence);
        var row = new AuditRow(use.Image, use.Pull.Compute.GroupKey, facts.Pull.Puller.ValueOrNull(), use.Usages,
            AuditResult.Ok)
        {
            Confidence = Confidence.Likely,
            Expires = ExpiryCheck.DayOf(facts),
            PushesLeft = ExpiryCheck.PushesIn(facts),
            Warnings = ExpiryCheck.Warning(facts) is { } warning ? [warning] : [],
            CacheOnly = CacheCheck.Of(use, facts, isAbsent && failed is not null),
            Evidence = AuditEvidence.Of(use, facts, failed ?? answers[isAbsent ? 0 : 1], isNow: failed is not null && failed == now),
            Next = CacheCheck.NextStep(use, facts)
                ?? (ExpiryCheck.EndsNext(facts) is { } next ? ExpiryCheck.NextStep(use.Image, next.Rule) : null),
        };
        if (failed is not null)
            return use.Secrets.Count > 0 && !isAbsent && failed == ahead
                ? SecretCheck.Decided(row, use, facts, failed)
                : Failing(row, failed);
        if (ExpiryCheck.EndsSoon(facts) is { } end)
            return row with
            {
                Result = AuditResult.WouldFail,
                Cause = end.Rule.Archives ? Cause.ImageArchived : Cause.ImageMissing,
                Confidence = end.MayBeListed ? Confidence.Likely : Confidence.Proved,
                Next = ExpiryCheck.NextStep(use.Image, end.Rule),
            };
        var open = Open(use, facts, answers);
        return open.Count == 0 ? row : row with { Result = AuditResult.Unknown, Confidence = Confidence.Unknown, Unknowns = open };
    }

    /// <summary>Why pods cannot pull it now, as a finding would say; null where none waits, or nothing says why.</summary>
    private static Verdict? FailsNow(ImageUse use, AuditFacts facts) =>
        use.Failing.Select(pull => Diagnosis.Of(pull.Failure, pull.In(facts.Pull)))
            .Where(verdict => verdict.Cause is not Cause.Undetermined).MaxBy(verdict => verdict.Confidence);

    internal static AuditRow Failing(AuditRow row, Verdict failed) =>
        row with { Result = AuditResult.WouldFail, Cause = failed.Cause, Confidence = failed.Confidence, Next = NextOf(failed) };

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
            .. KeyCheck.Unknown(facts) is { } key ? [key] : Array.Empty<Message>(),
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
