using Remediator.Core.Images;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Plans;

/// <summary>
/// The repositories that may be patched: those whose owner tagged them, and those listed. A pod, a namespace or an event never adds one. A
/// pattern is a name or pattern in the function's own account and region, or a full ARN; <c>*</c> crosses <c>/</c> and <c>?</c> is one
/// character, as in IAM.
/// </summary>
public sealed record OptIns(string Region, IReadOnlyList<string> Patterns)
{
    public const string TagKey = "remediator:patch";
    public const string TagValue = "allowed";

    /// <param name="ownAccount">The account this program runs in, or null when it is not known: then only full ARNs match.</param>
    public bool Include(ImageReference.Ecr image, IReadOnlyDictionary<string, string>? tags, string? ownAccount) =>
        (tags is not null && tags.TryGetValue(TagKey, out var value) && value == TagValue)
            || Patterns.Any(pattern => Matches(pattern, image, ownAccount));

    /// <summary>The command with which an owner allows patches of a repository.</summary>
    public static string Command(ImageReference.Ecr image) => $"aws ecr tag-resource --region {ShellCommands.Quote(image.Registry.Region)} "
        + $"--resource-arn {ShellCommands.Quote(image.RepositoryArn)} --tags Key={TagKey},Value={TagValue}";

    private bool Matches(string pattern, ImageReference.Ecr image, string? ownAccount) =>
        pattern.StartsWith("arn:", StringComparison.Ordinal)
        ? Wildcard.Matches(pattern, image.RepositoryArn)
        : image.Registry.Account == ownAccount && image.Registry.Region == Region && Wildcard.Matches(pattern, image.Repository);
}
