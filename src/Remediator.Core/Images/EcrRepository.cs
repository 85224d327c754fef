namespace Remediator.Core.Images;

/// <summary>A private repository as events name it: the registry's account and region, and its name.</summary>
public sealed record EcrRepository(string Account, string Region, string Name)
{
    /// <summary><c>arn:aws:ecr:us-west-2:111122223333:repository/team/app</c>, or null.</summary>
    internal static EcrRepository? OfArn(string text) => text.Split(':') switch
    {
        ["arn", _, "ecr", var region, var account, var resource] when resource.StartsWith(Prefix, StringComparison.Ordinal) =>
            Of(account, region, resource[Prefix.Length..]),
        _ => null,
    };

    /// <summary>
    /// Null where a part is not what its owner accepts: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html
    /// </summary>
    internal static EcrRepository? Of(string account, string region, string name) =>
        NameGrammar.IsAccount(account) && NameGrammar.IsRegion(region) && NameGrammar.IsRepository(name)
            ? new(account, region, name)
            : null;

    public static EcrRepository Of(ImageReference.Ecr image) => new(image.Registry.Account, image.Registry.Region, image.Repository);

    public bool Holds(ImageReference image) =>
        image is ImageReference.Ecr ecr && ecr.Registry.Account == Account && ecr.Registry.Region == Region && ecr.Repository == Name;

    public override string ToString() => $"{Account}/{Region}/{Name}";

    private const string Prefix = "repository/";
}
