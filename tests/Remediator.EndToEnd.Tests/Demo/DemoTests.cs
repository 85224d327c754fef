using Remediator.EndToEnd.Tests.CommandLine;
using Remediator.Sandbox.Model;

namespace Remediator.EndToEnd.Tests.Demo;

public class DemoTests
{
    private const char Escape = '\u001b';

    [Fact]
    public async Task In_mode_approve_nothing_is_written_before_a_person_approves_the_plan()
    {
        var demo = await CliProcess.Run("demo", "--mode", "approve");
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
        Assert.Contains("Subject: [fixed] RepositoryPolicyDenies: default/ui-private on eks-workshop", demo.Out, StringComparison.Ordinal);
        Assert.Contains("✅ Fixed: ECR repository retail-sample-app-ui denied pulls by ", demo.Out, StringComparison.Ordinal);
        Assert.Contains("✓ reached the expected end  fixed:", demo.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_output_shows_that_the_policy_is_read_right_before_it_is_written()
    {
        var demo = await CliProcess.Run("demo");
        Assert.Matches(@"200  ecr +GetRepositoryPolicy .+\n200  ecr +SetRepositoryPolicy .+\n200  ecr +GetRepositoryPolicy ", demo.Out);
    }

    [Fact]
    public async Task In_Japanese_the_fixed_texts_are_Japanese()
    {
        var demo = await CliProcess.Run("demo", "--lang", "ja");
        Assert.Equal(0, demo.Exit);
        Assert.Contains("想定される結末 → 修正済み（リポジトリポリシーによる拒否）、Pod は稼働。\n", demo.Out, StringComparison.Ordinal);
        Assert.Contains("原因  リポジトリポリシーによる拒否 (RepositoryPolicyDenies)（確認済み）\n", demo.Out, StringComparison.Ordinal);
        Assert.Contains("… 変更のない 4 行を省略\n", demo.Out, StringComparison.Ordinal);
        Assert.Contains("\n対象: arn:aws:iam::111122223333:role/", demo.Out, StringComparison.Ordinal);
        Assert.Contains("✓ 想定される結末に到達  修正済み", demo.Out, StringComparison.Ordinal);
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
        Assert.All(Scenario.All, scenario =>
            Assert.Matches($@"(?m)^{scenario.Name} +.+ {System.Text.RegularExpressions.Regex.Escape(scenario.Ends)}$", list.Out));
    }
}
