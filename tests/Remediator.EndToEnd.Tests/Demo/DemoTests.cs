using System.Text.RegularExpressions;
using Remediator.EndToEnd.Tests.CommandLine;
using Remediator.Sandbox;
using Remediator.Sandbox.Hosting;
using Remediator.Sandbox.Model;

namespace Remediator.EndToEnd.Tests.Demo;

public partial class DemoTests
{
    private const char Escape = '\u001b';

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task In_mode_approve_nothing_is_written_before_a_person_approves_the_plan()
    {
        var demo = await CliProcess.Run("demo", "--mode", "approve", "--verbose");
        Assert.Equal(0, demo.Exit);
        var (asked, approved) = (demo.Out.IndexOf("A person approves exactly this plan", StringComparison.Ordinal),
            demo.Out.IndexOf("SetRepositoryPolicy  ", StringComparison.Ordinal));
        Assert.True(asked > 0 && approved > asked, demo.Out);
        Assert.Contains("of which 2 changed something: ecr:SetRepositoryPolicy, kubectl patch deployments", demo.Out,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_arguments_the_demo_ends_with_the_pod_running()
    {
        var demo = await CliProcess.Run();
        Assert.True(demo.Exit == 0, demo.Out + demo.Error);
        Assert.Matches(@"ui-private-\S+ +0/1 +ImagePullBackOff", demo.Out);
        Assert.Matches(@"ui-private-\S+ +1/1 +Running", demo.Out);
        Assert.Matches(@"-         ""ecr:BatchGetImage"",\n", demo.Out);
        Assert.Matches(@"ecr:BatchGetImage +explicitly denied +→ +allowed\n", demo.Out);
        Assert.Matches(@"Email +\[fixed\] RepositoryPolicyDenies: default/ui-private on eks-workshop\n", demo.Out);
        Assert.Matches("Slack +✅ Fixed: ECR repository retail-sample-app-ui denied pulls by ", demo.Out);
        Assert.Contains("✓ reached the expected end  fixed:", demo.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task By_default_commands_calls_and_whole_messages_are_left_out()
    {
        var demo = await CliProcess.Run();
        Assert.All(["$ aws ecr", "Subject:", "GetRepositoryPolicy"],
            detail => Assert.DoesNotContain(detail, demo.Out, StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_verbose_each_step_has_its_command_and_the_messages_are_whole()
    {
        var demo = await CliProcess.Run("demo", "--verbose");
        Assert.Equal((0, ""), (demo.Exit, demo.Error));
        Assert.Contains("   $ aws ecr get-repository-policy --region us-west-2 ", demo.Out, StringComparison.Ordinal);
        Assert.Contains("Subject: [fixed] RepositoryPolicyDenies: default/ui-private on eks-workshop", demo.Out, StringComparison.Ordinal);
        Assert.Contains("   Incident pull-", demo.Out, StringComparison.Ordinal);
        Assert.Contains("-- Slack\n   ✅ Fixed: ECR repository retail-sample-app-ui denied pulls by ", demo.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulated_time_is_called_that() => Assert.Matches(
        @"From the alarm to the answer: [0-9]+ s of simulated time, [0-9.]+ s of yours\.", (await CliProcess.Run()).Out);

    /// <summary>The cluster of the third is a sandbox's.</summary>
    [Theory]
    [InlineData("en")]
    [InlineData("ja")]
    public async Task The_end_names_three_commands_that_work(string language)
    {
        var shown = (await CliProcess.Run("demo", "--lang", language)).Out;
        var next = Command().Matches(shown[shown.LastIndexOf('✓')..]).Select(match => match.Groups[1].Value).ToArray();
        Assert.Equal(3, next.Length);
        var folder = Directory.CreateTempSubdirectory("next-").FullName;
        var page = Path.Combine(folder, "page.html");
        await using var world = await World.StartAsync(Scenario.Load("workshop"), new() { Clock = new FastClock(20) }, Stop);
        Assert.True(await world.WaitUntilAsync(now => now.Pods().Any(pod => pod.WaitingReason is "ImagePullBackOff"),
            TimeSpan.FromMinutes(2), Stop));
        Dictionary<string, string?> operators = new() { ["KUBECONFIG"] = world.WriteKubeconfig(folder) };
        foreach (var (name, value) in world.OperatorEnvironment)
            operators[name] = value;
        foreach (var (command, exit) in next.Zip([0, 0, 1]))
        {
            var ran = await CliProcess.RunIn(operators, command.Replace("page.html", page, StringComparison.Ordinal).Split(' '));
            Assert.True(ran.Exit == exit, $"{command}\n{ran.Out}{ran.Error}");
        }
        Assert.True(File.Exists(page));
    }

    [Fact]
    public async Task The_output_shows_that_the_policy_is_read_right_before_it_is_written()
    {
        var demo = await CliProcess.Run("demo", "--verbose");
        Assert.Matches(@"200  ecr +GetRepositoryPolicy .+\n200  ecr +SetRepositoryPolicy .+\n200  ecr +GetRepositoryPolicy ", demo.Out);
    }

    [Fact]
    public async Task In_Japanese_the_fixed_texts_are_Japanese()
    {
        var demo = await CliProcess.Run("demo", "--lang", "ja", "--verbose");
        Assert.Equal(0, demo.Exit);
        Assert.Contains("想定される結末 → 修正済み（リポジトリポリシーによる拒否）、Pod は稼働。\n", demo.Out, StringComparison.Ordinal);
        Assert.Contains("原因  リポジトリポリシーによる拒否 (RepositoryPolicyDenies)（確認済み）\n", demo.Out, StringComparison.Ordinal);
        Assert.Contains("… 変更のない 4 行を省略\n", demo.Out, StringComparison.Ordinal);
        Assert.Contains("\n対象: arn:aws:iam::111122223333:role/", demo.Out, StringComparison.Ordinal);
        Assert.Contains("✓ 想定される結末に到達  修正済み", demo.Out, StringComparison.Ordinal);
        Assert.Contains("EKS Workshop のプライベートイメージ: リポジトリポリシーがノードロールを拒否\n", demo.Out, StringComparison.Ordinal);
        Assert.All(new[] { "(verified)", "as before", "\nfor arn:", "fixed: " },
            english => Assert.DoesNotContain(english, demo.Out, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Piped_output_is_plain_text()
    {
        var demo = await CliProcess.Run("demo", "--mode", "report");
        Assert.Equal(0, demo.Exit);
        Assert.Empty(demo.Error);
        Assert.DoesNotContain(Escape, demo.Out);
        Assert.DoesNotContain('│', demo.Out);
        Assert.All(demo.Out.Split('\n'), line => Assert.Equal(line.TrimEnd(), line));
    }

    [Fact]
    public async Task In_report_mode_the_cause_is_reported_and_nothing_is_changed()
    {
        var demo = await CliProcess.Run("demo", "--mode", "report");
        Assert.Equal(0, demo.Exit);
        Assert.Contains("Cause   RepositoryPolicyDenies: denied by the repository policy (verified)", demo.Out, StringComparison.Ordinal);
        Assert.Contains("What this change would do, and nothing else (it is not in effect):", demo.Out, StringComparison.Ordinal);
        Assert.Contains("none of which changed anything", demo.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("Running", demo.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_names_every_scenario_with_its_end()
    {
        var list = await CliProcess.Run("demo", "--list");
        Assert.Equal(0, list.Exit);
        Assert.All(Scenario.All, scenario => Assert.Matches($@"(?m)^{scenario.Name} +.+ {Regex.Escape(scenario.Ends)}$", list.Out));
    }

    [Fact]
    public async Task The_list_is_in_Japanese_too()
    {
        var list = await CliProcess.Run("demo", "--list", "--lang", "ja");
        Assert.Contains("シナリオ", list.Out, StringComparison.Ordinal);
        Assert.All(Scenario.All, scenario => Assert.Matches($"(?m)^{scenario.Name} +{Regex.Escape(scenario.TitleIn("ja"))} ", list.Out));
        Assert.Matches("(?m)^image-missing .+ 診断済み（.+）、Pod は待機のまま$", list.Out);
    }

    [GeneratedRegex(@"(?m)^  \$ remediator (.+)$")]
    private static partial Regex Command();
}
