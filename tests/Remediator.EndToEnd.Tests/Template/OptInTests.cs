using System.Text.RegularExpressions;
using Remediator.Core.Images;
using Remediator.Core.Plans;
using Remediator.Settings;

namespace Remediator.EndToEnd.Tests.Template;

/// <summary>
/// Who may be patched is decided twice: by the code, and by IAM behind it. Both are asked about the same repositories, some of which an
/// attacker named.
/// </summary>
public class OptInTests
{
    private const string Account = "123456789012";
    private const string Listed =
        "arn:aws:ecr:us-west-2:123456789012:repository/team/*,arn:aws:ecr:us-west-2:123456789012:repository/shop-ui";

    private static readonly Dictionary<string, string?> s_environment = new() { ["PATCHABLE_REPOSITORIES"] = Listed };

    public static TheoryData<string, string, string, bool> Repositories { get; } = new()
    {
        // registry, repository, its tag as key=value, and whether it may be patched
        { Host(), "shop-ui", "", true },
        { Host(), "team/api", "", true },
        { Host(), "team/deep/er/api", "", true }, // the star crosses the slash
        { Host(), "other", "remediator:patch=allowed", true },
        { Host("eu-west-1"), "other", "remediator:patch=allowed", true }, // tags hold in every region of the account
        { Host(), "other", "", false },
        { Host(), "team", "", false },
        { Host(), "teams/api", "", false },
        { Host(), "evil/team/api", "", false },
        { Host(), "shop-ui/evil", "", false },
        { Host(), "shop-ui-evil", "", false },
        { Host("eu-west-1"), "shop-ui", "", false },
        { Host(account: "999999999999"), "shop-ui", "", false },
        { Host(account: "999999999999"), "team/api", "", false },
        { Host(), "other", "remediator:patch=Allowed", false },
        { Host(), "other", "remediator:patch=allowed ", false },
        { Host(), "other", "remediator:patch=not-allowed", false },
        { Host(), "other", "remediator:patch=", false },
        { Host(), "other", "remediator:patches=allowed", false },
        { Host(), "other", "patch=allowed", false },
    };

    [Theory]
    [MemberData(nameof(Repositories))]
    public void The_code_and_the_role_let_the_same_repositories_be_patched(string host, string repository, string tag, bool mayBePatched)
    {
        var image = Assert.IsType<ImageReference.Ecr>(ImageReference.Parse($"{host}/{repository}:1.0"));
        Assert.Equal((mayBePatched, mayBePatched), (CodeAllows(image, TagsOf(tag)), RoleAllows("auto", image, TagsOf(tag))));
    }

    [Theory]
    [MemberData(nameof(Repositories))]
    public void In_mode_report_the_role_allows_no_repository_to_be_patched(string host, string repository, string tag, bool mayBePatched)
    {
        var image = Assert.IsType<ImageReference.Ecr>(ImageReference.Parse($"{host}/{repository}:1.0"));
        Assert.False(RoleAllows("report", image, TagsOf(tag)), $"{mayBePatched} in auto");
    }

    [Fact]
    public void A_tag_that_the_owner_of_another_account_set_is_not_enough_for_the_role()
    {
        var image = Assert.IsType<ImageReference.Ecr>(ImageReference.Parse($"{Host(account: "999999999999")}/other:1.0"));
        Assert.False(RoleAllows("auto", image, TagsOf("remediator:patch=allowed")));
    }

    [Theory]
    [InlineData("123456789012.dkr.ecr.us-west-2.amazonaws.com.evil.example/team/api:1.0")]
    [InlineData("evil.example/123456789012.dkr.ecr.us-west-2.amazonaws.com/team/api:1.0")]
    [InlineData("123456789012.dkr.ecr.us-west-2.amazonaws.com/team/../prod:1.0")]
    [InlineData("123456789012.dkr.ecr.us-west-2.amazonaws.com/team/*:1.0")]
    [InlineData("123456789012.dkr.ecr.us-west-2.amazonaws.com/Team/api:1.0")]
    [InlineData("123456789012.dkr.ecr.us-west-2.amazonaws.com/t\u0435am/api:1.0")] // a Cyrillic letter
    public void A_name_made_to_look_like_a_repository_matches_none(string image) =>
        Assert.IsNotType<ImageReference.Ecr>(ImageReference.Parse(image));

    private static string Host(string region = "us-west-2", string account = Account) => $"{account}.dkr.ecr.{region}.amazonaws.com";

    private static Dictionary<string, string> TagsOf(string tag) =>
        tag.Split('=') is [var key, var value] ? new() { [key] = value } : [];

    private static bool CodeAllows(ImageReference.Ecr image, Dictionary<string, string> tags) =>
        new OptIns("us-west-2", FunctionSettings.Read(s_environment).PatchableRepositories).Include(image, tags, Account);

    private static bool RoleAllows(string mode, ImageReference.Ecr image, Dictionary<string, string> tags) =>
        TemplateRole.Actions(mode, ("PatchableRepositories", Listed)).Any(grant =>
            grant.Action == "ecr:SetRepositoryPolicy" && IsMatch(grant.Resource, image.RepositoryArn) && Holds(grant.Condition, tags));

    /// <summary>Where a grant of a write stands under a condition, the tag is the only one.</summary>
    private static bool Holds(string? condition, Dictionary<string, string> tags) =>
        condition is null || (condition == """{"StringEquals":{"aws:ResourceTag/remediator:patch":"allowed"}}"""
            && tags.GetValueOrDefault(OptIns.TagKey) == OptIns.TagValue);

    private static bool IsMatch(string pattern, string arn) =>
        Regex.IsMatch(arn,
            $"^{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal)}$");
}
