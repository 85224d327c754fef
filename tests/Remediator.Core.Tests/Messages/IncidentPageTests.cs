using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Remediator.Core.Findings;
using Remediator.Core.Messages.Page;
using Remediator.Core.PullTexts;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests.Messages;

public partial class IncidentPageTests
{
    public static TheoryData<string, Language> Texts =>
        [.. from text in HostileTexts.Texts from language in Enum.GetValues<Language>() select (text, language)];

    public static TheoryData<Language> Languages => [.. Enum.GetValues<Language>()];

    /// <summary>Whatever stands in it, its elements are those of a page with harmless words.</summary>
    [Theory]
    [MemberData(nameof(Texts))]
    public void No_untrusted_text_becomes_markup(string text, Language language)
    {
        var page = PageAbout(text, language);
        Assert.Equal(Elements(PageAbout("harmless", language)), Elements(page));
        Assert.Empty(HostileTexts.InvisibleIn(page));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void A_page_loads_no_resources(Language language)
    {
        var page = PageAbout("harmless", language);
        Assert.DoesNotMatch("(?i)<script[^>]|<img|<iframe|@import|url\\(|src=| on[a-z]+=", page);
        Assert.DoesNotMatch("(?i)fetch|XMLHttp|sendBeacon|WebSocket|import\\(", page);
        Assert.Equal(["data:,"], Links().Matches(page).Select(link => link.Groups[1].Value));
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
    }

    /// <summary>https://www.w3.org/TR/CSP3/#grammardef-hash-source</summary>
    [Theory]
    [MemberData(nameof(Texts))]
    public void The_only_script_that_may_run_is_the_one_that_copies_commands(string text, Language language)
    {
        var page = PageAbout(text, language);
        var script = Assert.Single(Scripts().Matches(page)).Groups[1].Value;
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));
        Assert.Contains($"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{hash}'; img-src data:\">", page,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_story_comes_first_and_the_evidence_is_folded()
    {
        var page = Page(Situation.Found());
        int[] places =
        [
            .. new[]
            {
                "class=\"status ", "<h1>", "class=\"outcome\"", "ecr:BatchGetImage, ecr:GetDownloadUrlForLayer for ", "<dt>workload</dt>",
                "<h2>Next steps</h2>", "<h2>Policy change</h2>", "<h2>Pull, step by step</h2>", "<summary><h2>Evidence",
            }.Select(part => page.IndexOf(part, StringComparison.Ordinal)),
        ];
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
    }

    [Fact]
    public void The_step_that_fails_is_marked_and_the_steps_after_it_are_dashed()
    {
        var page = Page(Situation.Found(Situation.Facts with { Image = Situation.Missing }, failure: Situation.Failure(Symptom.NotFound)));
        Assert.Equal(["image in ECR"], Stops().Matches(page)
            .Where(stop => stop.Groups[1].Value.Contains("broken", StringComparison.Ordinal)).Select(stop => stop.Groups[2].Value));
        Assert.Equal(["pulling identity", "role permissions", "repository policy"], Stops().Matches(page)
            .Where(stop => stop.Groups[1].Value.Contains("after", StringComparison.Ordinal)).Select(stop => stop.Groups[2].Value));
    }

    [Fact]
    public void The_policies_are_shown_side_by_side_with_the_removed_parts_marked()
    {
        var page = Page(Situation.Found());
        Assert.Contains("""<td class="gone"><del>        &quot;ecr:BatchGetImage&quot;,</del></td><td></td>""", page,
            StringComparison.Ordinal);
        Assert.Contains("""<td>        &quot;ecr:PutImage&quot;</td><td>        &quot;ecr:PutImage&quot;</td>""", page,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_timeline_is_in_order_and_in_the_page_s_language()
    {
        var (early, late) = (DateTimeOffset.Parse("2026-01-02T03:04:05+09:00"), DateTimeOffset.Parse("2026-01-01T18:05:00Z"));
        var page = IncidentPage.Of(FindingJson.Of(Situation.Found()),
            [new(late, new Message("time-line.notified")), new(early, new Message("time-line.alarm"))], Catalogue.In(Language.Ja));
        Assert.Matches("(?s)2026-01-01 18:04:05Z</time><span>アラームにより関数が起動しました</span>.*2026-01-01 18:05:00Z</time><span>通知を送信しました", page);
    }

    [Fact]
    public void A_stored_finding_produces_the_same_page()
    {
        var finding = FindingJson.Of(Situation.Found());
        Assert.Equal(IncidentPage.Of(finding, [], Catalogue.In(Language.En)),
            IncidentPage.Of(JsonNode.Parse(finding.ToJsonString())!.AsObject(), [], Catalogue.In(Language.En)));
    }

    /// <summary>https://www.w3.org/TR/WCAG22/#contrast-minimum</summary>
    [Theory]
    [InlineData(":root { color-scheme")]
    [InlineData("prefers-color-scheme: dark")]
    public void Every_text_colour_has_enough_contrast_with_its_background(string scheme)
    {
        var page = Page(Situation.Found());
        var colours = Colours().Matches(page[page.IndexOf(scheme, StringComparison.Ordinal)..]).Take(11)
            .ToDictionary(colour => colour.Groups[1].Value, colour => Luminance(colour.Groups[2].Value));
        string[] texts = ["ink", "faint", "pass", "fail", "unknown", "skipped"], grounds = ["sheet"];
        Assert.All(from text in texts from ground in grounds select (text, ground),
            pair => Assert.True(Contrast(colours[pair.text], colours[pair.ground]) >= 4.5, $"{pair}"));
        Assert.All(["ground", "gone", "new"], ground => Assert.True(Contrast(colours["ink"], colours[ground]) >= 4.5, ground));
    }

    private static double Contrast(double one, double other) => (Math.Max(one, other) + 0.05) / (Math.Min(one, other) + 0.05);

    /// <summary>Relative luminance of <c>#rgb</c> or <c>#rrggbb</c>.</summary>
    private static double Luminance(string colour)
    {
        var hex = colour.Length == 3 ? string.Concat(colour.Select(digit => $"{digit}{digit}")) : colour;
        var parts = Convert.FromHexString(hex).Select(part => part / 255.0)
            .Select(part => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4)).ToArray();
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }

    [GeneratedRegex("--(\\w+): #([0-9a-f]{6}|[0-9a-f]{3})\\b")]
    private static partial Regex Colours();

    private static string Page(Finding finding) => IncidentPage.Of(FindingJson.Of(finding), [], Catalogue.In(Language.En));

    private static string PageAbout(string text, Language language) =>
        IncidentPage.Of(FindingJson.Of(UntrustedTextTests.About(text)), [new(DateTimeOffset.UnixEpoch, Message.Verbatim(text))],
            Catalogue.In(language));

    private static IEnumerable<string> Elements(string page) => Tags().Matches(page).Select(tag => tag.Value);

    [GeneratedRegex("(?s)<script>(.*?)</script>")]
    private static partial Regex Scripts();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex("href=\"([^\"]*)\"")]
    private static partial Regex Links();

    [GeneratedRegex("<li class=\"([^\"]*)\"><span class=\"dot\"[^>]*>.</span><span class=\"name\">([^<]*)")]
    private static partial Regex Stops();
}
