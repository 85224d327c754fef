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
        Symptom.Unauthorized => CredentialsRefused.Judge(failure, image, facts),
        Symptom.NotFound or Symptom.LayerMissing => NotFound.Judge(failure, image, facts),
        _ when failure.MissedTheRegistry => Unreachable.Judge(failure, image, facts),
        _ => OfSymptom(failure, image, facts),
    };

    /// <summary>Causes that the text names and no read of the registry could prove or refute.</summary>
    private static Verdict OfSymptom(PullFailure failure, ImageReference.Ecr image, Facts facts)
    {
        var (cause, confidence) = failure.Symptom switch
        {
            Symptom.TokenExpired => (Cause.CredentialsExpired, Confidence.Likely),
            Symptom.PlatformMismatch => (Cause.PlatformMissing, Confidence.Likely),
            Symptom.Throttled or Symptom.PullQpsExceeded => (Cause.Throttled, Confidence.Likely),
            Symptom.ServerError => (Cause.EcrServerError, Confidence.Likely),
            Symptom.DamagedTransfer => (Cause.TransferDamaged, Confidence.Likely),
            Symptom.DiskFull => (Cause.NodeDiskFull, Confidence.Likely),
            Symptom.InvalidImageName => (Cause.InvalidImageName, Confidence.Proved),
            Symptom.NeverPull => (Cause.NeverPull, Confidence.Proved),
            Symptom.SignatureInvalid => (Cause.SignatureInvalid, Confidence.Likely),
            Symptom.RegistryUnavailable => (Cause.RegistryUnavailable, Confidence.Likely),
            _ => (Cause.Undetermined, Confidence.Unknown),
        };
        return new Verdict(cause, confidence,
            [
                .. Chain.Of(failure),
                Chain.Image(image, facts.Image),
                Chain.Puller(failure, facts.Puller),
                Chain.Skipped(Step.IdentityPermissions, "the text does not speak of permissions"),
                Chain.Skipped(Step.RepositoryPolicy, "the text does not speak of permissions"),
            ],
            Gaps.Of(("image", facts.Image), ("puller", facts.Puller)));
    }

    private static Verdict OfText(PullFailure failure, Cause cause, Confidence confidence) =>
        new(cause, confidence, Chain.Of(failure), []);
}
