namespace Remediator.EndToEnd.Tests.Browser;

/// <summary>A browser for one test, which is skipped where none is installed.</summary>
internal static class BrowserUnderTest
{
    public static Task<Chromium> StartAsync()
    {
        var browser = Chromium.Find();
        Assert.SkipUnless(browser is not null, "chromium is not on the PATH: apt-get install chromium");
        return Chromium.StartAsync(browser!, TestContext.Current.CancellationToken);
    }
}
