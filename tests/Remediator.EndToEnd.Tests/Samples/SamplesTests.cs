using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Remediator.EndToEnd.Tests.CommandLine;
using Remediator.EndToEnd.Tests.Template;

namespace Remediator.EndToEnd.Tests.Samples;

public sealed partial class SamplesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("samples");

    private static readonly string[] s_events =
        [.. Directory.GetFiles(Repository.PathOf("events"), "*.json").Select(file => Path.GetFileName(file))];

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Samples_of_my_own_differ_in_the_names_alone()
    {
        await Written("--account", "999988887777", "--region", "eu-central-1", "--cluster", "shop");
        Assert.All(s_events, name => Assert.Equal(
            File.ReadAllText(Repository.PathOf("events", name))
                .Replace("111122223333", "999988887777", StringComparison.Ordinal)
                .Replace("us-west-2", "eu-central-1", StringComparison.Ordinal)
                .Replace("eks-workshop", "shop", StringComparison.Ordinal),
            Sample(name)));
    }

    [Fact]
    public async Task No_name_of_the_workshop_is_left_in_any()
    {
        await Written("--account", "999988887777", "--region", "cn-north-1", "--cluster", "blue", "--namespace", "shop",
            "--workload", "web", "--repository", "shop/web");
        Assert.All(s_events, name =>
        {
            Assert.DoesNotMatch(OfTheWorkshop(), Sample(name));
            Assert.NotNull(JsonNode.Parse(Sample(name)));
        });
    }

    [Fact]
    public async Task Names_that_hold_each_other_s_are_not_replaced_twice()
    {
        await Written("--account", "111122223333", "--region", "us-west-2", "--cluster", "us-west-2-ui-private");
        Assert.Equal("us-west-2-ui-private", (string?)JsonNode.Parse(Sample("request.json"))!["cluster"]);
    }

    [Fact]
    public async Task The_environment_for_sam_local_answers_for_the_cluster()
    {
        await Written("--account", "999988887777", "--region", "eu-central-1", "--cluster", "shop");
        var text = await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "env.json"), TestContext.Current.CancellationToken);
        var variables = JsonNode.Parse(text)!["RemediatorFunction"]!;
        Assert.Equal(("shop", "report"), ((string?)variables["CLUSTERS"], (string?)variables["REMEDIATION_MODE"]));
    }

    [Theory]
    [InlineData("--account", "12345")]
    [InlineData("--region", "west")]
    [InlineData("--cluster", "a\"b")]
    [InlineData("--workload", "Web")]
    public async Task A_name_that_cannot_be_is_refused(string option, string value)
    {
        var names = new Dictionary<string, string>
        {
            ["--account"] = "999988887777",
            ["--region"] = "eu-central-1",
            ["--cluster"] = "shop",
            [option] = value,
        };
        var refused = await CliProcess.Run(["samples", _folder.FullName, .. names.SelectMany(name => new[] { name.Key, name.Value })]);
        Assert.Equal((2, ""), (refused.Exit, refused.Out));
        Assert.StartsWith($"{option} is \"{value}\": accepted is ", refused.Error, StringComparison.Ordinal);
        Assert.Empty(_folder.GetFileSystemInfos());
    }

    private async Task Written(params string[] names)
    {
        var ran = await CliProcess.Run(["samples", _folder.FullName, .. names]);
        Assert.True(ran.Exit == 0, ran.Error);
    }

    private string Sample(string name) => File.ReadAllText(Path.Combine(_folder.FullName, "events", name));

    [GeneratedRegex("""arn:aws:|amazonaws\.com/|111122223333|us-west-2|eks-workshop|ui-private|retail-sample-app-ui|amespace\W+"default""")]
    private static partial Regex OfTheWorkshop();
}
