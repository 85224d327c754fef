using Remediator.EndToEnd.Tests.CommandLine;

namespace Remediator.EndToEnd.Tests.Browser;

/// <summary>The page that the demo writes, in a real browser.</summary>
public class IncidentPageTests
{
    private const int Phone = 390;
    private const int Desktop = 1080;

    public static TheoryData<string, int> Windows => new() { { "en", Desktop }, { "en", Phone }, { "ja", Desktop }, { "ja", Phone } };

    [Theory]
    [MemberData(nameof(Windows))]
    public async Task The_page_loads_nothing_else_logs_no_error_and_fits_its_window(string language, int width)
    {
        var stop = TestContext.Current.CancellationToken;
        await using var chromium = await BrowserUnderTest.StartAsync();
        var file = await PageAsync(language);
        await chromium.OpenAsync(file, width, stop);

        Assert.Equal(language, (string?)await chromium.EvaluateAsync("document.documentElement.lang", stop));
        Assert.InRange((int)await chromium.EvaluateAsync("document.documentElement.scrollWidth", stop), 1, width);
        Assert.Equal(1, (int)await chromium.EvaluateAsync("document.querySelectorAll('.path .broken').length", stop));
        Assert.Empty(chromium.ConsoleMessages);
        Assert.All(chromium.Requests,
            url => Assert.True(url == new Uri(file).AbsoluteUri || url.StartsWith("data:", StringComparison.Ordinal), url));
    }

    [Fact]
    public async Task Every_command_has_a_button_that_copies_it_without_a_request()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var chromium = await BrowserUnderTest.StartAsync();
        var file = await PageAsync("en");
        await chromium.OpenAsync(file, Desktop, stop);

        var commands = (int)await chromium.EvaluateAsync("document.querySelectorAll('.command pre').length", stop);
        Assert.InRange(commands, 5, 20);
        Assert.Equal(commands, (int)await chromium.EvaluateAsync("document.querySelectorAll('.command button').length", stop));
        await chromium.EvaluateAsync("document.querySelector('.command button').click() ?? 0", stop);
        var label = "";
        // the browser answers the copying and these questions in turn
        for (var asked = 0; asked < 1000 && label != "Copied"; asked++)
            label = (string?)await chromium.EvaluateAsync("document.querySelector('.command button').textContent", stop);
        Assert.Equal("Copied", label);
        Assert.Empty(chromium.ConsoleMessages);
        Assert.All(chromium.Requests,
            url => Assert.True(url == new Uri(file).AbsoluteUri || url.StartsWith("data:", StringComparison.Ordinal), url));
    }

    [Fact]
    public async Task The_evidence_is_folded_on_the_screen_and_whole_on_paper()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var chromium = await BrowserUnderTest.StartAsync();
        await chromium.OpenAsync(await PageAsync("en"), Desktop, stop);

        const string open = "document.querySelectorAll('details[open]').length";
        Assert.Equal(0, (int)await chromium.EvaluateAsync(open, stop));
        await chromium.EvaluateAsync("dispatchEvent(new Event('beforeprint'))", stop);
        Assert.Equal((int)await chromium.EvaluateAsync("document.querySelectorAll('details').length", stop),
            (int)await chromium.EvaluateAsync(open, stop));
    }

    [Fact]
    public async Task A_demo_without_a_finding_writes_no_page()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("page-").FullName, "page.html");
        var demo = await CliProcess.Run("demo", "--scenario", "healthy", "--html", file);
        Assert.Equal(0, demo.Exit);
        Assert.Contains("No page is written, because there is no finding.", demo.Out, StringComparison.Ordinal);
        Assert.False(File.Exists(file));
    }

    private static async Task<string> PageAsync(string language)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("page-").FullName, "page.html");
        var demo = await CliProcess.Run("demo", "--lang", language, "--html", file);
        Assert.True(demo.Exit == 0, demo.Out + demo.Error);
        return file;
    }
}
