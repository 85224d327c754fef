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
