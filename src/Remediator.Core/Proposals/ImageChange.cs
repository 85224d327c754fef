using Remediator.Core.Images;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Proposals;

/// <summary>Brings an image back from the archive. Images are no resources of CloudFormation or Terraform.</summary>
internal static class ImageChange
{
    public static ProposedChange Of(ImageReference.Ecr image) => new(ProposalKind.RestoreImage, $"{image.RepositoryArn}:{image.Shown}",
        new Message("proposal.restore-image", ("repository", image.Repository), ("image", image.Shown)),
        ShellCommands.RestoreImage(image))
    {
        Notes = [new Message("proposal.restore-takes-time")],
    };
}
