using Remediator.Core.Images;
using Remediator.Core.PullTexts;

namespace Remediator.Core.Verdicts;

/// <summary>The node's runtime decides what it runs: no schema 1, no chart, no other artifact.</summary>
internal static class ImageFormatUnsupported
{
    public static readonly TextCause Row = new(Symptom.UnsupportedFormat, Cause.ImageFormatUnsupported)
    {
        Confidence = TextCauses.Proved,
        Shows = (_, _) => new Message("format.not-run"),
        // shows imageManifestMediaType and artifactMediaType
        Command = failure => failure.Image is ImageReference.Ecr image ? ShellCommands.DescribeImage(image) : null,
        NotEvaluated = new Message("not-evaluated.image-served"),
    };
}
