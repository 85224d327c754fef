using System.Xml.Linq;
using Remediator.EndToEnd.Tests.Template;

namespace Remediator.EndToEnd.Tests.Documents;

/// <summary>The films of the demo, which READMEs show as images.</summary>
public class RecordingTests
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    [Theory]
    [InlineData("en", "✓ reached the expected end")]
    [InlineData("ja", "✓ 想定される結末に到達")]
    public void A_film_shows_the_end_of_the_demo_and_loads_and_runs_nothing(string language, string end)
    {
        var text = File.ReadAllText(Repository.PathOf("docs", "images", $"demo-{language}.svg"));
        var film = XElement.Parse(text);
        Assert.Contains(end, film.Descendants(s_svg + "text").Select(line => line.Value));
        Assert.DoesNotContain(film.Descendants(), part => part.Name.LocalName is "script" or "image" or "use" or "a" or "foreignObject");
        Assert.DoesNotMatch("(?i)url\\(|@import|href=| on[a-z]+=", text);
    }

    /// <summary>Where the checkout stands is nobody's business.</summary>
    [Theory]
    [InlineData("en")]
    [InlineData("ja")]
    public void A_film_names_no_path_of_a_machine(string language) => Assert.DoesNotMatch(
        @"(?<![\w/])/(home|root|tmp|work|Users|usr)/", File.ReadAllText(Repository.PathOf("docs", "images", $"demo-{language}.svg")));
}
