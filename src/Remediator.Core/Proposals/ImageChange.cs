using Remediator.Core.Images;
using Remediator.Core.PullTexts;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Proposals;

/// <summary>
/// Brings an image back from the archive, or the one image of an index that is there. Images are no resources of CloudFormation or
/// Terraform.
/// </summary>
internal static class ImageChange
{
    /// <param name="part">Null: the image itself.</param>
    public static ProposedChange Of(ImageReference.Ecr image, AskedContent? part) => new(ProposalKind.RestoreImage,
        part is null ? $"{image.RepositoryArn}:{image.Shown}" : $"{image.RepositoryArn}@{part.Digest}",
        new Message("proposal.restore-image",
            ("repository", image.Repository), ("image", part is null ? image.Shown : IncompleteImage.Name(part))),
        ShellCommands.RestoreImage(image, part))
    {
        Notes = [new(new Message("proposal.restore-takes-time"))],
    };
}
