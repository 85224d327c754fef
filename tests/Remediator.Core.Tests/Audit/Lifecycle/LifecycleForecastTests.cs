using Remediator.Core.Audit.Lifecycle;

namespace Remediator.Core.Tests.Audit.Lifecycle;

/// <summary>What a lifecycle policy does to an image, by the rules that ECR documents.</summary>
public class LifecycleForecastTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_rule_of_days_ends_an_image_so_many_days_after_its_push()
    {
        var image = Image("one", 10, "1.0");
        Assert.Equal(s_now.AddDays(4), On([Rule(1, "tagged", "*", "sinceImagePushed", 14)], [image], image));
    }

    [Fact]
    public void An_image_that_is_older_than_the_rule_is_due_already()
    {
        var image = Image("one", 20, "1.0");
        Assert.Equal(s_now.AddDays(-6), On([Rule(1, "tagged", "*", "sinceImagePushed", 14)], [image], image));
    }

    [Fact]
    public void A_rule_of_a_count_ends_the_oldest_and_says_how_many_pushes_are_left_to_the_others()
    {
        var images = Enumerable.Range(0, 5).Select(age => Image($"i{age}", age, $"1.{age}")).ToArray();
        var rule = Rule(1, "any", null, "imageCountMoreThan", 3);
        Assert.Equal([3, 2, 1], images.Take(3).Select(image => ((Expiry.AfterPushes)Of([rule], images, image)!).Pushes));
        Assert.All(images.Skip(3), image => Assert.Equal(s_now, On([rule], images, image)));
    }

    [Fact]
    public void A_rule_of_a_count_says_how_many_of_its_images_the_last_day_brought()
    {
        RepositoryImage[] images = [Image("new", 0.2, "1.3"), Image("newer", 0.4, "1.2"), Image("old", 3, "1.1"), Image("other", 0.1)];
        var expiry = Of([Rule(1, "tagged", "*", "imageCountMoreThan", 5)], images, images[2]);
        Assert.Equal((3, 2), (((Expiry.AfterPushes)expiry!).Pushes, ((Expiry.AfterPushes)expiry).PushedInADay));
    }

    [Fact]
    public void The_first_rule_that_looks_at_an_image_s_tags_shields_it_from_the_later_ones_even_where_it_keeps_it()
    {
        var release = Image("release", 400, "release-1", "sha-1");
        var build = Image("build", 400, "sha-2");
        LifecycleRule[] rules =
            [Rule(1, "tagged", "release-*", "imageCountMoreThan", 10), Rule(2, "tagged", "sha-*", "sinceImagePushed", 30)];
        Assert.IsType<Expiry.AfterPushes>(Of(rules, [release, build], release));
        Assert.Equal(s_now.AddDays(-370), On(rules, [release, build], build));
    }

    [Fact]
    public void A_rule_counts_images_that_an_earlier_rule_ends_as_if_they_were_kept()
    {
        var images = new[] { Image("new", 1, "sha-1"), Image("mid", 2, "sha-2", "old"), Image("last", 3, "sha-3") };
        LifecycleRule[] rules = [Rule(1, "tagged", "old", "sinceImagePushed", 1), Rule(2, "any", null, "imageCountMoreThan", 2)];
        Assert.Equal(s_now, On(rules, images, images[2]));
    }

    [Theory]
    [InlineData("untagged", null, false, true)]
    [InlineData("tagged", "1.*", true, false)]
    [InlineData("tagged", "2.*", false, false)]
    [InlineData("any", null, true, true)]
    public void A_rule_looks_at_the_images_of_its_tag_status(string status, string? pattern, bool tagged, bool untagged)
    {
        var (with, without) = (Image("with", 9, "1.0"), Image("without", 9));
        LifecycleRule[] rules = [Rule(1, status, pattern, "sinceImagePushed", 1)];
        Assert.Equal((tagged, untagged), (Of(rules, [with, without], with) is not null, Of(rules, [with, without], without) is not null));
    }

    [Fact]
    public void Several_prefixes_select_images_that_have_them_all()
    {
        var rule = LifecyclePolicy.Parse("""
            {"rules":[{"rulePriority":1,"selection":{"tagStatus":"tagged","tagPrefixList":["alpha","beta"],"countType":"sinceImagePushed",
            "countUnit":"days","countNumber":5},"action":{"type":"expire"}}]}
            """).Rules[0];
        var (both, one) = (Image("both", 9, "alpha-1", "beta-1"), Image("one", 9, "alpha-2"));
        Assert.NotNull(Of([rule], [both, one], both));
        Assert.Null(Of([rule], [both, one], one));
    }

    [Fact]
    public void A_prefix_is_no_pattern_and_a_pattern_is_no_prefix()
    {
        var image = Image("one", 9, "prod-1");
        Assert.Null(Of([Rule(1, "tagged", "prod", "sinceImagePushed", 1)], [image], image));
        Assert.NotNull(Of([Rule(1, "tagged", "prod*", "sinceImagePushed", 1)], [image], image));
    }

    [Fact]
    public void An_image_that_was_restored_counts_from_then()
    {
        var image = Image("one", 100, "1.0") with { ActivatedAt = s_now.AddDays(-2) };
        Assert.Equal(s_now.AddDays(12), On([Rule(1, "tagged", "*", "sinceImagePushed", 14)], [image], image));
    }

    [Theory]
    [InlineData(null, null, -60)]
    [InlineData(5, null, -5)]
    [InlineData(50, 20, -20)]
    [InlineData(5, 20, -5)]
    public void Days_since_the_last_pull_count_from_the_push_or_restore_where_there_was_none_since(
        int? pulled, int? restored, int from)
    {
        var image = Image("one", 60, "1.0") with
        {
            PulledAt = pulled is { } days ? s_now.AddDays(-days) : null,
            ActivatedAt = restored is { } ago ? s_now.AddDays(-ago) : null,
        };
        var rule = Rule(1, "any", null, "sinceImagePulled", 90, archives: true);
        Assert.Equal(s_now.AddDays(from + 90), On([rule], [image], image));
    }

    [Fact]
    public void Archived_images_are_neither_ended_nor_counted()
    {
        var images = new[] { Image("active", 3, "1"), Image("archived", 1, "2") with { IsActive = false } };
        var rule = Rule(1, "any", null, "imageCountMoreThan", 1);
        Assert.Null(Of([rule], images, images[1]));
        Assert.IsType<Expiry.AfterPushes>(Of([rule], images, images[0]));
    }

    [Fact]
    public void A_rule_about_the_archive_shields_no_image_that_can_be_pulled()
    {
        var image = Image("one", 50, "1.0");
        LifecycleRule[] rules =
            [Rule(1, "any", null, "sinceImageTransitioned", 90), Rule(2, "any", null, "sinceImagePushed", 30, archives: true)];
        Assert.Equal(2, Of(rules, [image], image)!.Rule.Priority);
    }

    [Fact]
    public void An_image_that_an_index_may_list_is_said_to_be_perhaps_kept()
    {
        var (index, child) = (Image("index", 9, "1.0") with { IsIndex = true }, Image("child", 9, "1.0-amd64") with { IsIndex = false });
        LifecycleRule[] rules = [Rule(1, "any", null, "sinceImagePushed", 1)];
        Assert.False(Of(rules, [index, child], index)!.MayBeListed);
        Assert.True(Of(rules, [index, child], child)!.MayBeListed);
        Assert.False(Of(rules, [child], child)!.MayBeListed);
    }

    private static DateTimeOffset On(LifecycleRule[] rules, RepositoryImage[] images, RepositoryImage image) =>
        Assert.IsType<Expiry.On>(Of(rules, images, image)).At;

    private static Expiry? Of(LifecycleRule[] rules, RepositoryImage[] images, RepositoryImage image) =>
        new LifecycleForecast(new LifecyclePolicy(rules), images, s_now).Of(image);

    private static RepositoryImage Image(string name, double daysOld, params string[] tags) =>
        new($"sha256:{name}", tags, s_now.AddDays(-daysOld)) { IsIndex = false };

    private static LifecycleRule Rule(int priority, string status, string? pattern, string count, int number, bool archives = false) =>
        LifecyclePolicy.Parse($$"""
            {"rules":[{"rulePriority":{{priority}},"selection":{"tagStatus":"{{status}}"
            {{(pattern is null ? "" : $",\"tagPatternList\":[\"{pattern}\"]")}}
            {{(count == "sinceImageTransitioned" ? ",\"storageClass\":\"archive\"" : "")}},
            "countType":"{{count}}"{{(count == "imageCountMoreThan" ? "" : ",\"countUnit\":\"days\"")}},"countNumber":{{number}}},
            "action":{{(archives ? "{\"type\":\"transition\",\"targetStorageClass\":\"archive\"}" : "{\"type\":\"expire\"}")}}}]}
            """).Rules[0];
}
