using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.PullTexts;

namespace Remediator.Core.Verdicts;

/// <summary>Which symptom is which cause where only the node's text decides: a row each, here or in the file of its cause.</summary>
internal static class TextCauses
{
    private static readonly TextCause[] s_rows =
    [
        ClockSkewed.Row, ImageFormatUnsupported.Row, NodeRuntimeFailed.Row, ProxyAnswered.Row, TransferDamaged.Row,
        new(Symptom.TokenExpired, Cause.CredentialsExpired)
        {
            Confidence = Likely,
            Shows = (failure, _) => failure.Signs.IsOfExpiredUrl
                ? new Message("credentials.url-expired") : new Message("credentials.expired"),
            Command = failure => ShellCommands.PodCredentials(failure.First),
            Next = failure => failure.Signs.IsOfExpiredUrl ? new Message("credentials.next.url") : null,
            NotEvaluated = new Message("not-evaluated.token-expired"),
        },
        new(Symptom.PullQpsExceeded, Cause.Throttled)
        {
            // it can stand before the real cause, which the events would show
            Confidence = (failure, _) => failure.EventsGap is null ? Verdicts.Confidence.Proved : Verdicts.Confidence.Likely,
            Shows = (_, _) => new Message("throttling.by-kubelet"),
            Command = Node,
            Next = _ => new Message("throttling.next.kubelet"),
            NotEvaluated = new Message("not-evaluated.not-asked"),
        },
        new(Symptom.Throttled, Cause.Throttled)
        {
            Confidence = BySeveralNodes,
            Shows = (failure, _) => failure.Spread.Nodes > 1
                ? new Message("throttling.account")
                : new Message("throttling.one-node"),
            Command = Node,
            Next = failure => failure.Spread.Nodes > 1
                ? null
                : new Message("throttling.next.one-node", ("node", failure.NodesShown)),
            NotEvaluated = new Message("not-evaluated.answered-otherwise"),
        },
        new(Symptom.ServerError, Cause.EcrServerError)
        {
            Confidence = BySeveralNodes,
            Shows = (failure, _) => failure.Spread.Breadth is Breadth.OnePod or Breadth.OneNode or Breadth.OneRepository
                ? new Message("server-error.one-repository")
                : new Message("server-error.several-repositories", ("url", "https://health.aws.amazon.com")),
            Command = NoCommand,
            NotEvaluated = new Message("not-evaluated.answered-otherwise"),
        },
        new(Symptom.RegistryUnavailable, Cause.RegistryUnavailable)
        {
            Confidence = BySeveralNodes,
            Shows = (_, _) => new Message("registry.unavailable"),
            Command = NoCommand,
            NotEvaluated = new Message("not-evaluated.no-answer"),
        },
        new(Symptom.DiskFull, Cause.NodeDiskFull)
        {
            Confidence = (_, facts) => StateOf(facts) is { DiskPressure: true } ? Verdicts.Confidence.Proved : Verdicts.Confidence.Likely,
            Shows = (_, facts) => StateOf(facts) switch
            {
                null => null,
                { DiskPressure: true } => new Message("disk.pressure"),
                _ => new Message("disk.no-pressure"),
            },
            Command = Node,
            NotEvaluated = new Message("not-evaluated.image-served"),
        },
        new(Symptom.InvalidImageName, Cause.InvalidImageName)
        {
            Confidence = Proved,
            Shows = Nothing,
            Command = NoCommand,
            NotEvaluated = new Message("not-evaluated.not-asked"),
        },
        new(Symptom.NeverPull, Cause.NeverPull)
        {
            Confidence = Proved,
            Shows = Nothing,
            Command = NoCommand,
            NotEvaluated = new Message("not-evaluated.not-asked"),
        },
        new(Symptom.SignatureInvalid, Cause.SignatureInvalid)
        {
            Confidence = Proved,
            Shows = (_, _) => new Message("signature.not-accepted"),
            Command = Node,
            NotEvaluated = new Message("not-evaluated.node-refused"),
        },
        new(Symptom.Unknown, Cause.Undetermined)
        {
            Confidence = (_, _) => Verdicts.Confidence.Unknown,
            Shows = Nothing,
            Command = NoCommand,
            NotEvaluated = new Message("not-evaluated.other-text"),
        },
    ];

    /// <exception cref="InvalidOperationException">Facts decide this symptom, not its text.</exception>
    public static TextCause For(Symptom symptom) => s_rows.Single(row => row.Symptom == symptom);

    internal static Confidence Proved(PullFailure failure, PullFacts facts) => Verdicts.Confidence.Proved;

    internal static Confidence Likely(PullFailure failure, PullFacts facts) => Verdicts.Confidence.Likely;

    internal static Confidence BySeveralNodes(PullFailure failure, PullFacts facts) =>
        failure.Spread.Nodes > 1 ? Verdicts.Confidence.Proved : Verdicts.Confidence.Likely;

    internal static Message? Nothing(PullFailure failure, PullFacts facts) => null;

    internal static string? Node(PullFailure failure) => ShellCommands.NodeConditions(failure.First.Node);

    internal static string? NoCommand(PullFailure failure) => null;

    private static NodeState? StateOf(PullFacts facts) => facts.Node.ValueOrNull();
}
