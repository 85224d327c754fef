namespace Remediator.Core;

/// <summary>From what was read to the cause. What the text says is a symptom; only facts prove a cause.</summary>
public static class Diagnosis
{
    public static Verdict Of(PullFailure failure, Facts facts) => failure.Image switch
    {
        ImageReference.Invalid => OfText(failure, Cause.InvalidImageName, Confidence.Proved),
        ImageReference.NotEcr => OfText(failure, Cause.NotEcr, Confidence.Proved),
        ImageReference.Ecr image => OfEcr(failure, image, facts),
        _ => OfText(failure, Cause.Undetermined, Confidence.Unknown),
    };

    private static Verdict OfEcr(PullFailure failure, ImageReference.Ecr image, Facts facts) => failure.Symptom switch
    {
        Symptom.Forbidden => AccessDenied.Judge(failure, image, facts),
        Symptom.LayerForbidden => LayerDenied.Judge(failure, image, facts),
        Symptom.Unauthorized => CredentialsRefused.Judge(failure, image, facts),
        Symptom.NotFound or Symptom.LayerMissing => NotFound.Judge(failure, image, facts),
        Symptom.PlatformMismatch => WrongPlatform.Judge(failure, image, facts),
        Symptom.Timeout or Symptom.ConnectionFailed or Symptom.DnsFailure or Symptom.TlsFailure => OfSymptom(failure, image, facts),
        _ => ToldByText.Judge(failure, image, facts),
    };

    /// <summary>Causes that the text names and no read of the registry could prove or refute.</summary>
    private static Verdict OfSymptom(PullFailure failure, ImageReference.Ecr image, Facts facts)
    {
        var (cause, confidence) = failure.Symptom switch
        {
            Symptom.DnsFailure => (Cause.DnsFailure, Confidence.Likely),
            Symptom.TlsFailure => (Cause.TlsFailure, Confidence.Likely),
            _ => (Cause.EcrUnreachable, Confidence.Likely),
        };
        return new Verdict(cause, confidence,
            [
                .. Chain.Of(failure),
                Chain.Image(image, facts.Image),
                Chain.Puller(failure, facts.Puller),
                Chain.Skipped(Step.IdentityPermissions, "the text does not speak of permissions"),
                Chain.Skipped(Step.RepositoryPolicy, "the text does not speak of permissions"),
                new(Step.Network, StepResult.Fail, $"the node did not reach the registry: {failure.Symptom}", null),
            ],
            Gaps.Of(("image", facts.Image), ("puller", facts.Puller)));
    }

    private static Verdict OfText(PullFailure failure, Cause cause, Confidence confidence) =>
        new(cause, confidence, Chain.Of(failure), []);
}
