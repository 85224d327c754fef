namespace Remediator.Core.Images;

/// <summary>
/// The registries that AWS serves the images of EKS add-ons from (pause, vpc-cni, coredns, kube-proxy, …): the account of each region.
/// https://docs.aws.amazon.com/eks/latest/userguide/add-ons-images.html
/// </summary>
internal static class AddOnRegistries
{
    private const string OfMostRegions = "602401143452";

    private static readonly HashSet<string> s_mostRegions =
    [
        "us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "sa-east-1", "eu-central-1", "eu-north-1", "eu-west-1",
        "eu-west-2", "eu-west-3", "ap-south-1", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-southeast-1", "ap-southeast-2",
    ];

    private static readonly Dictionary<string, string> s_others = new()
    {
        ["af-south-1"] = "877085696533",
        ["ap-east-1"] = "800184023465",
        ["ap-east-2"] = "533267051163",
        ["ap-south-2"] = "900889452093",
        ["ap-southeast-3"] = "296578399912",
        ["ap-southeast-4"] = "491585149902",
        ["ap-southeast-5"] = "151610086707",
        ["ap-southeast-6"] = "333609536671",
        ["ap-southeast-7"] = "121268973566",
        ["ca-west-1"] = "761377655185",
        ["eu-central-2"] = "900612956339",
        ["eu-south-1"] = "590381155156",
        ["eu-south-2"] = "455263428931",
        ["il-central-1"] = "066635153087",
        ["me-central-1"] = "759879836304",
        ["me-south-1"] = "558608220178",
        ["mx-central-1"] = "730335286997",
        ["cn-north-1"] = "918309763551",
        ["cn-northwest-1"] = "961992271922",
        ["us-gov-east-1"] = "151742754352",
        ["us-gov-west-1"] = "013241004608",
        ["us-iso-east-1"] = "725322719131",
        ["us-isob-east-1"] = "187977181151",
    };

    private static readonly HashSet<string> s_accounts = [OfMostRegions, .. s_others.Values];

    /// <summary>App Mesh and the deep learning containers; AWS has further accounts that nobody lists.</summary>
    private static readonly HashSet<string> s_otherServices = ["840364872350", "763104351884"];

    public static bool Has(string account) => s_accounts.Contains(account);

    /// <summary>The account is AWS's own, so nobody here can read or change anything in it.</summary>
    public static bool IsOfAws(string account) => Has(account) || s_otherServices.Contains(account);

    /// <summary>Null for a region that was added since this list was made.</summary>
    public static string? AccountIn(string region) =>
        s_others.GetValueOrDefault(region) ?? (s_mostRegions.Contains(region) ? OfMostRegions : null);
}
