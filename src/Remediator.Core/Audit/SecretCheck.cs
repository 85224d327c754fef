using Remediator.Core.Verdicts;

namespace Remediator.Core.Audit;

/// <summary>
/// Pull secrets: the kubelet tries what they hold, and then the identity of the node. So they decide only where that identity may not
/// pull, and a token of ECR in them is valid for 12 hours.
/// </summary>
internal static class SecretCheck
{
    /// <param name="row">The row without a result.</param>
    /// <param name="failed">Why the node's own identity could not pull.</param>
    public static AuditRow Decided(AuditRow row, ImageUse use, AuditFacts facts, Verdict failed) =>
        use.Secrets.All(secret => secret.HasExpired(facts.Pull.AsOf))
            ? row with
            {
                Result = AuditResult.WouldFail,
                Cause = Cause.CredentialsExpired,
                Confidence = Confidence.Likely,
                Next = Message.Of("cause", Cause.CredentialsExpired.WireName, "next"),
            }
            : row with
            {
                Result = AuditResult.Unknown,
                Confidence = Confidence.Unknown,
                Unknowns =
                [
                    new Message("unknown.pull-secrets",
                        ("secrets", Names(use)), ("cause", Message.Of("cause", failed.Cause.WireName, "name"))),
                    .. use.Secrets.Select(secret => secret.SetAt.Gap).OfType<Message>().Distinct(),
                ],
            };

    public static IEnumerable<Evidence> EvidenceOf(ImageUse use, AuditFacts facts)
    {
        if (use.Secrets.Count == 0)
            yield break;
        var command = ShellCommands.Secrets(use.Secrets[0].Namespace, [.. use.Secrets.Select(secret => secret.Name).Distinct()]);
        var expired = use.Secrets.Where(secret => secret.HasExpired(facts.Pull.AsOf)).Select(secret => secret.Name).Distinct().ToArray();
        yield return expired.Length > 0
            ? new(Step.Puller, StepResult.Fail, new Message("pull-secret.old", ("secrets", string.Join(", ", expired))), command)
            : new(Step.Puller, StepResult.Skipped, new Message("pull-secret.first", ("secrets", Names(use))), command);
    }

    private static string Names(ImageUse use) => string.Join(", ", use.Secrets.Select(secret => secret.Name).Distinct());
}
