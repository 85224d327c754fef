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

    /// <summary>
    /// App Mesh, AWS Marketplace, GuardDuty's agents and the deep learning containers, each in all its regions; AWS has further accounts
    /// that nobody lists.
    /// https://docs.aws.amazon.com/guardduty/latest/ug/runtime-monitoring-ecr-repository-gdu-agent.html
    /// https://aws.github.io/deep-learning-containers/reference/available_images/
    /// </summary>
    private static readonly HashSet<string> s_otherServices =
    [
        "840364872350",
        "709825985650",
        "039403964562", "113643092156", "610108029387", "618745550137", "001188825231", "601769779514", "109118265657", "373421517865",
        "031903291036", "591382732059", "673884943994", "941219317354", "366771026645", "409493279830", "718440343717", "584580519942",
        "011662287384", "617474730032", "781592569369", "732248494576", "810724417379", "790429075973", "541829937850", "528450769569",
        "531047660167", "379032919888", "750462861327", "292660727137",
        "763104351884", "626614931356", "780543022126", "871362719292", "364406365360", "907027046896", "772153158452", "457447274322",
        "727897471807", "380420809688", "692866216735", "503227376785", "217643126080", "914824155844", "637423239942", "446045086412",
        "442386744353", "886529160074", "094389454867",
    ];

    public static bool Has(string account) => s_accounts.Contains(account);

    /// <summary>The account is AWS's own, so nobody here can read or change anything in it.</summary>
    public static bool IsOfAws(string account) => Has(account) || s_otherServices.Contains(account);

    /// <summary>Null for a region that was added since this list was made.</summary>
    public static string? AccountIn(string region) =>
        s_others.GetValueOrDefault(region) ?? (s_mostRegions.Contains(region) ? OfMostRegions : null);
}
