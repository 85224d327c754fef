using Remediator.Core.Audit.Lifecycle;
using Remediator.Core.Images;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Audit;

/// <summary>What the repository's lifecycle policy does to an image in use: the outage that a cleaner plans today.</summary>
public static class ExpiryCheck
{
    /// <summary>An end within this is reported as a failure: early enough to do something, and late enough to be true.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromDays(7);

    /// <summary>An end after so few pushes is reported at any pace; after more of them only if the last day brought as many.</summary>
    private const int FewPushes = 3;

    /// <summary>When a rule ends it; null where none does, or where that is no matter of days.</summary>
    internal static DateTimeOffset? DayOf(AuditFacts facts) => (ExpiryIn(facts) as Expiry.On)?.At;

    /// <summary>After how many more pushes a rule ends it; null where that is no matter of pushes.</summary>
    internal static int? PushesIn(AuditFacts facts) => (ExpiryIn(facts) as Expiry.AfterPushes)?.Pushes;

    /// <summary>The next pushes end it, before another audit would say so; null where they do not.</summary>
    internal static Message? Warning(AuditFacts facts) => EndsNext(facts) is { } next ? Shown(next, facts.Pull.AsOf) : null;

    /// <summary>What a person does before the rule acts.</summary>
    internal static Message NextStep(ImageReference.Ecr image, LifecycleRule rule) =>
        new("lifecycle.next", ("rule", rule.Priority), ("repository", image.Repository));

    internal static Expiry.AfterPushes? EndsNext(AuditFacts facts) =>
        ExpiryIn(facts) is Expiry.AfterPushes next && next.Pushes <= Math.Max(FewPushes, next.PushedInADay) ? next : null;

    internal static Expiry.On? EndsSoon(AuditFacts facts) =>
        ExpiryIn(facts) is Expiry.On on && on.At - facts.Pull.AsOf <= Soon ? on : null;

    /// <summary>Nothing where the image is not there: then its lifecycle is over.</summary>
    internal static IEnumerable<Evidence> EvidenceOf(ImageReference.Ecr image, AuditFacts facts)
    {
        if (facts.Image is null)
            yield break;
        var command = ShellCommands.LifecyclePolicy(image);
        yield return (facts.Lifecycle, facts.Expiry) switch
        {
            (Fact<LifecyclePolicy?>.Unknown { Why: var why }, _) => new(Step.ImageExists, StepResult.Unknown, why, command),
            (_, Fact<Expiry?>.Unknown { Why: var why }) => new(Step.ImageExists, StepResult.Unknown, why, command),
            (Fact<LifecyclePolicy?>.Known { Value: null }, _) =>
                new(Step.ImageExists, StepResult.Pass, new Message("lifecycle.none"), command),
            (_, Fact<Expiry?>.Known { Value: { } expiry }) => new(Step.ImageExists,
                EndsSoon(facts) is null && EndsNext(facts) is null ? StepResult.Pass : StepResult.Fail,
                Shown(expiry, facts.Pull.AsOf), command),
            _ => new(Step.ImageExists, StepResult.Pass, new Message("lifecycle.keeps"), command),
        };
        if (ExpiryIn(facts) is { MayBeListed: true })
            yield return new(Step.ImageExists, StepResult.Unknown, new Message("lifecycle.may-be-listed"), null);
    }

    private static Expiry? ExpiryIn(AuditFacts facts) => facts.Expiry.ValueOrNull();

    private static Message Shown(Expiry expiry, DateTimeOffset now) => (expiry, expiry.Rule.Archives) switch
    {
        (Expiry.On { At: var at, Rule.Priority: var rule }, false) when at <= now => new Message("lifecycle.expires-now", ("rule", rule)),
        (Expiry.On { At: var at, Rule.Priority: var rule }, true) when at <= now => new Message("lifecycle.archives-now", ("rule", rule)),
        (Expiry.On { At: var at, Rule.Priority: var rule }, false) =>
            new Message("lifecycle.expires-on", ("rule", rule), ("day", DayShown(at))),
        (Expiry.On { At: var at, Rule.Priority: var rule }, _) =>
            new Message("lifecycle.archives-on", ("rule", rule), ("day", DayShown(at))),
        (Expiry.AfterPushes { Pushes: var pushes, Rule.Priority: var rule }, false) =>
            new Message("lifecycle.expires-after", ("rule", rule), ("pushes", pushes)),
        (Expiry.AfterPushes { Pushes: var pushes, Rule.Priority: var rule }, _) =>
            new Message("lifecycle.archives-after", ("rule", rule), ("pushes", pushes)),
        _ => new Message("lifecycle.keeps"),
    };

    private static string DayShown(DateTimeOffset at) => $"{at.UtcDateTime:yyyy-MM-dd}";
}
