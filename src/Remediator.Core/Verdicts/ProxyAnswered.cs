using Remediator.Core.Failures;
using Remediator.Core.Images;
using Remediator.Core.PullTexts;

namespace Remediator.Core.Verdicts;

/// <summary>
/// Something else answered in ECR's place: a page that no registry sends, or a mirror that the runtime asks first. What it answers says
/// nothing about ECR.
/// </summary>
internal static class ProxyAnswered
{
    public static readonly TextCause Row = new(Symptom.UnexpectedContent, Cause.ProxyAnswered)
    {
        Confidence = (failure, facts) => MirrorOf(failure) is null ? TextCauses.BySeveralNodes(failure, facts) : Confidence.Likely,
        Shows = (failure, _) => MirrorOf(failure) is { } mirror
            ? new Message("proxy.mirror", ("host", mirror), ("symptom", Message.Of("symptom", failure.Symptom.WireName)))
            : new Message("proxy.content"),
        Command = failure => failure.Image is ImageReference.Ecr image
            ? ShellCommands.OnNode(failure, $"curl -sSI https://{image.Registry.Host}/v2/")
            : ShellCommands.NodeConditions(failure.First.Node),
        NotEvaluated = new Message("not-evaluated.not-ecr"),
    };

    /// <summary>A mirror's 403 or 404 is not ECR's; where it was not reached, the network path is looked at all the same.</summary>
    public static bool Explains(PullFailure failure) =>
        failure.Symptom is Symptom.Forbidden or Symptom.LayerForbidden or Symptom.Unauthorized or Symptom.TokenExpired or Symptom.NotFound
            or Symptom.LayerMissing or Symptom.Throttled or Symptom.ServerError
        && MirrorOf(failure) is not null;

    public static string? MirrorOf(PullFailure failure) => PullText.Read(failure.Text).Deciding.Mirror;
}
