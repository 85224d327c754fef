using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.PullTexts;

namespace Remediator.Core.Verdicts;

/// <summary>The node's clock is wrong: what is signed or checked by it is refused, and no permission is involved.</summary>
internal static class ClockSkewed
{
    // how old a text may be when it is read: https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver (event-ttl)
    private static readonly TimeSpan s_oldest = TimeSpan.FromHours(1);

    public static readonly TextCause Row = new(Symptom.ClockSkew, Cause.ClockSkewed)
    {
        Confidence = (failure, _) => ClockReading.In(failure.Text) is null ? Confidence.Likely : Confidence.Proved,
        Shows = Shown,
        Command = failure => ShellCommands.OnNode(failure, "chronyc tracking"),
        NotEvaluated = new Message("not-evaluated.wrong-time"),
    };

    /// <summary>The node itself refuses, before it asks anything.</summary>
    public static readonly TextCause ByCertificate = Row with { NotEvaluated = new Message("not-evaluated.certificate-refused") };

    /// <summary>A certificate that the node finds out of date is in date by this program's clock.</summary>
    public static bool Explains(PullFailure failure, PullFacts facts) =>
        failure.Symptom is Symptom.TlsFailure && ClockReading.In(failure.Text) is ClockReading.Certificate certificate
        && certificate.IsValidAt(facts.AsOf) && (facts.AsOf - certificate.Node).Duration() > s_oldest;

    private static Message Shown(PullFailure failure, PullFacts facts) => ClockReading.In(failure.Text) switch
    {
        ClockReading.Signature { Node: var node, Server: var server } =>
            new Message("clock.signature", ("node", Shown(node)), ("server", Shown(server))),
        ClockReading.Certificate { Node: var node } =>
            new Message("clock.certificate", ("node", Shown(node)), ("now", Shown(facts.AsOf))),
        _ => new Message("clock.refused"),
    };

    private static string Shown(DateTimeOffset time) => $"{time.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}";
}
