using Remediator.Core.Verdicts;

namespace Remediator.Core.Audit;

/// <summary>
/// Pull secrets: the kubelet tries what they hold for the image's registry, and then the identity of the node; what they hold for others it
/// leaves out. So they decide only where that identity may not pull, and a token of ECR in them is valid for 12 hours.
/// </summary>
internal static class SecretCheck
{
    /// <param name="row">The row without a result.</param>
    /// <param name="failed">Why the node's own identity could not pull.</param>
    public static AuditRow Decided(AuditRow row, ImageUse use, AuditFacts facts, Verdict failed)
    {
        var byHelp = ByHelp(use, facts);
        PullSecret[] open = [.. byHelp[SecretHelp.Possible], .. byHelp[SecretHelp.Unknown]];
        if (open.Length == 0)
            return byHelp[SecretHelp.Expired].Any()
                ? row with
                {
                    Result = AuditResult.WouldFail,
                    Cause = Cause.CredentialsExpired,
                    Confidence = Confidence.Likely,
                    Next = Message.Of("cause", Cause.CredentialsExpired.WireName, "next"),
                }
                : NextPullAudit.Failing(row, failed);
        var (secrets, cause) = (Names(open), Message.Of("cause", failed.Cause.WireName, "name"));
        return row with
        {
            Result = AuditResult.Unknown,
            Confidence = Confidence.Unknown,
            // silence about a secret that was not read must not hide what is proved of the node
            Warnings = failed.Confidence is Confidence.Proved
                ? [.. row.Warnings, new Message("audit.only-pull-secrets", ("secrets", secrets), ("cause", cause))]
                : row.Warnings,
            Next = row.Next ?? (failed.Confidence is Confidence.Proved ? NextPullAudit.NextOf(failed) : null),
            Unknowns =
            [
                new Message("unknown.pull-secrets", ("secrets", secrets), ("cause", cause)),
                .. open.Select(secret => secret.Content.Gap).OfType<Message>().Distinct(),
            ],
        };
    }

    public static IEnumerable<Evidence> EvidenceOf(ImageUse use, AuditFacts facts)
    {
        if (use.Secrets.Count == 0)
            yield break;
        var command = ShellCommands.Secrets(use.Secrets[0].Namespace, [.. use.Secrets.Select(secret => secret.Name).Distinct()]);
        foreach (var alike in ByHelp(use, facts).OrderBy(alike => alike.Key))
            yield return alike.Key switch
            {
                SecretHelp.Expired => new(Step.Puller, StepResult.Fail, new Message("pull-secret.old", ("secrets", Names(alike))), command),
                SecretHelp.None =>
                    new(Step.Puller, StepResult.Skipped, new Message("pull-secret.none", ("secrets", Names(alike))), command),
                SecretHelp.Possible =>
                    new(Step.Puller, StepResult.Skipped, new Message("pull-secret.young", ("secrets", Names(alike))), command),
                _ => new(Step.Puller, StepResult.Skipped, new Message("pull-secret.first", ("secrets", Names(alike))), command),
            };
    }

    private static ILookup<SecretHelp, PullSecret> ByHelp(ImageUse use, AuditFacts facts) =>
        use.Secrets.ToLookup(secret => secret.HelpFor(use.Image, facts.Pull.AsOf));

    private static string Names(IEnumerable<PullSecret> secrets) => string.Join(", ", secrets.Select(secret => secret.Name).Distinct());
}
