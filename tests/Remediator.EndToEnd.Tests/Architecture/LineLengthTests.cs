using Remediator.EndToEnd.Tests.Template;

namespace Remediator.EndToEnd.Tests.Architecture;

/// <summary>A line fits beside another file on one screen; what stands in for Amazon's packages keeps their shape.</summary>
public class LineLengthTests
{
    private const int Most = 140;

    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    [InlineData("tools")]
    public void No_line_is_longer_than_140_characters(string folder)
    {
        var files = Directory.GetFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories).Where(IsOurs).ToArray();
        Assert.NotEmpty(files);
        Assert.Empty(
            from file in files
            from line in File.ReadLines(file).Select((text, index) => (text.Length, Number: index + 1))
            where line.Length > Most
            select $"{Path.GetRelativePath(Repository.PathOf(), file)}:{line.Number} has {line.Length} characters");
    }

    private static bool IsOurs(string file) => !Path.GetRelativePath(Repository.PathOf(), file).Split('/')
        .Any(part => part is "AwsPackages" or "bin" or "obj" or "obj-official");
}
