using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Remediator.EndToEnd.Tests.CommandLine;

namespace Remediator.EndToEnd.Tests.Explain;

/// <summary>`explain --plan`: what is about to be applied, against the pulls of clusters.</summary>
public class GateTests
{
    private static readonly string[] s_pullers =
        ["--pullers", Sample("production.audit.json"), "--pullers", Sample("staging.audit.json")];

    [Fact]
    public async Task A_plan_that_would_stop_workloads_says_how_many_in_how_many_clusters_and_exits_1()
    {
        var gate = await CliProcess.Run(["explain", "--plan", Sample("terraform-ecr-modules.json"), .. s_pullers]);
        Assert.Equal(1, gate.Exit);
        Assert.StartsWith("this change would stop 3 workloads in 2 clusters\n", gate.Out, StringComparison.Ordinal);
        Assert.Contains("production: eks-node could no longer pull 111122223333.dkr.ecr.us-west-2.amazonaws.com/shop/ui:1: statement 2 "
            + "(\"OnlyTheBuildRolePulls\") denies ecr:BatchGetImage (shop/Deployment/ui, shop/Deployment/ui-canary)", gate.Out,
            StringComparison.Ordinal);
        Assert.Contains("staging: staging-node could no longer pull", gate.Out, StringComparison.Ordinal);
        Assert.Contains("nothing allows ecr:BatchGetImage any more (shop/Deployment/cart)", gate.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("shop/CronJob/report", gate.Out, StringComparison.Ordinal);
        Assert.Contains("3 images were not audited", gate.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_known_only_after_the_apply_is_unknown_and_never_allowed()
    {
        var report = await ReportAsync("terraform-ecr-modules.json");
        Assert.Equal([("stops", 2), ("workloads", 3), ("clusters", 2), ("unknown", 2)],
            new[] { "stops", "workloads", "clusters", "unknown" }.Select(name => (name, (int)report["summary"]![name]!)));
        var orders = Pulls(report, "module.ecr[\"shop/orders\"].aws_ecr_repository_policy.this[0]").Single();
        Assert.Equal(("unknown", "deployment.after-apply"), ((string?)orders["effect"], (string?)orders["code"]));
    }

    [Fact]
    public async Task A_role_that_the_policy_never_served_goes_on_by_its_own_policies()
    {
        var cart = Pulls(await ReportAsync("terraform-ecr-modules.json"), "module.ecr[\"shop/cart\"].aws_ecr_repository_policy.this[0]");
        Assert.Equal([("production", "goes-on"), ("staging", "stops")],
            cart.Select(pull => ((string)pull["cluster"]!, (string)pull["effect"]!)));
    }

    [Fact]
    public async Task A_pull_that_fails_today_is_stopped_by_no_plan() => Assert.Equal("fails-already",
        (string?)Pulls(await ReportAsync("terraform-ecr-modules.json"), "module.ecr[\"shop/legacy\"].aws_ecr_repository.this[0]")
            .Single()["effect"]);

    [Fact]
    public async Task A_registry_policy_is_judged_for_every_pull_of_its_account()
    {
        var registry = Pulls(await ReportAsync("terraform-ecr-modules.json"), "aws_ecr_registry_policy.this");
        Assert.Equal(6, registry.Count);
        Assert.DoesNotContain("stops",
            registry.Where(pull => (string?)pull["cluster"] == "production").Select(pull => (string?)pull["effect"]));
    }

    [Fact]
    public async Task A_change_set_is_read_with_its_property_values()
    {
        var report = await ReportAsync("change-set.json");
        Assert.Equal(["UiRepository", "OrdersRepository"], report["policies"]!.AsArray().Select(policy => (string)policy!["address"]!));
        Assert.Equal("stops", (string?)Pulls(report, "UiRepository")[0]["effect"]);
        Assert.Equal("deployment.after-apply", (string?)Pulls(report, "OrdersRepository").Single()["code"]);
    }

    [Fact]
    public async Task Of_a_template_only_what_is_literal_is_known()
    {
        var report = await ReportAsync("template.yaml");
        Assert.Equal("stops", (string?)Pulls(report, "UiRepository")[0]["effect"]);
        var orders = Pulls(report, "OrdersRepository").Single();
        Assert.Equal(("unknown", "Fn::Sub"), ((string?)orders["effect"], (string?)orders["args"]!["function"]));
        Assert.Empty(Pulls(report, "NamedLater"));
        Assert.Equal(3, (int)report["summary"]!["unknown"]!);
    }

    [Fact]
    public async Task A_plan_that_stops_nothing_exits_0()
    {
        var plan = JsonNode.Parse(await File.ReadAllTextAsync(Sample("terraform-ecr-modules.json"), Stop))!;
        plan["resource_changes"] = new JsonArray([.. plan["resource_changes"]!.AsArray()
            .Where(one => ((string)one!["address"]!).Contains("shop/cart", StringComparison.Ordinal)).Select(one => one!.DeepClone())]);
        using var file = new TemporaryFile(plan.ToJsonString());
        var gate = await CliProcess.Run("explain", "--plan", file.Path, "--pullers", Sample("production.audit.json"));
        Assert.Equal((0, "this change stops none of the 1 pull that its 1 policy decides about\n"), (gate.Exit, gate.Out));
    }

    [Fact]
    public async Task What_an_audit_did_not_come_to_keeps_the_gate_from_being_clear()
    {
        var report = JsonNode.Parse(await File.ReadAllTextAsync(Sample("production.audit.json"), Stop))!;
        report["unknowns"] = new JsonArray("deployments: this program's role may not list deployments");
        using var pullers = new TemporaryFile(report.ToJsonString());
        var plan = JsonNode.Parse(await File.ReadAllTextAsync(Sample("terraform-ecr-modules.json"), Stop))!;
        plan["resource_changes"] = new JsonArray([.. plan["resource_changes"]!.AsArray()
            .Where(one => ((string)one!["address"]!).Contains("shop/cart", StringComparison.Ordinal)).Select(one => one!.DeepClone())]);
        using var file = new TemporaryFile(plan.ToJsonString());
        var gate = await CliProcess.Run("explain", "--plan", file.Path, "--pullers", pullers.Path);
        Assert.Equal(1, gate.Exit);
        Assert.Contains("production: there may be pulls that nobody judged: deployments: ", gate.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_of_one_namespace_is_judged_and_said_to_be_one()
    {
        var report = JsonNode.Parse(await File.ReadAllTextAsync(Sample("production.audit.json"), Stop))!;
        report["namespace"] = "shop";
        using var pullers = new TemporaryFile(report.ToJsonString());
        var gate = await CliProcess.Run("explain", "--plan", Sample("change-set.json"), "--pullers", pullers.Path);
        Assert.Equal("production: only the pulls of namespace shop are judged\n", gate.Error);
    }

    [Fact]
    public async Task As_SARIF_each_stopped_pull_is_an_error_at_its_resource()
    {
        var sarif = JsonNode.Parse(await OutAsync("terraform-ecr-modules.json", "sarif"))!;
        Assert.Equal("2.1.0", (string?)sarif["version"]);
        var results = sarif["runs"]![0]!["results"]!.AsArray();
        Assert.Equal(["error", "error", "warning", "warning", "warning"],
            results.Select(one => (string)one!["level"]!).Order(StringComparer.Ordinal));
        Assert.All(results, one => Assert.NotNull(one!["locations"]![0]!["logicalLocations"]![0]!["fullyQualifiedName"]));
        Assert.Equal(["ecr-pull-stops", "ecr-pull-unknown"],
            sarif["runs"]![0]!["tool"]!["driver"]!["rules"]!.AsArray().Select(rule => (string)rule!["id"]!));
    }

    [Fact]
    public async Task As_annotations_of_GitHub_a_line_is_one_command()
    {
        var lines = (await OutAsync("terraform-ecr-modules.json", "github")).TrimEnd('\n').Split('\n');
        Assert.Equal(["error", "error", "warning", "warning", "warning", "notice"], lines.Select(line => line.Split(' ')[0].Trim(':')));
        Assert.All(lines, line => Assert.StartsWith("::", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{}", "has neither resource_changes nor Changes nor Resources")]
    [InlineData("{", "is not JSON")]
    [InlineData("a: [", "neither JSON nor YAML")]
    [InlineData("""{"format_version":"1.0","terraform_version":"1.9.0","values":{"root_module":{}}}""", "terraform show -json PLANFILE")]
    [InlineData("""{"resource_changes":[],"errored":true}""", "ended in an error")]
    [InlineData("""{"Changes":[],"Status":"CREATE_PENDING"}""", "the change set is CREATE_PENDING")]
    [InlineData("""{"Changes":[],"Status":"CREATE_COMPLETE","NextToken":"x"}""", "one page of a change set")]
    [InlineData("""{"Changes":[{"ResourceChange":{"ResourceType":"AWS::ECR::Repository","Action":"Modify","LogicalResourceId":"R"}}]}""",
        "--include-property-values")]
    public async Task A_file_that_is_no_plan_is_refused_with_what_is_accepted(string text, string why)
    {
        using var file = new TemporaryFile(text);
        var gate = await CliProcess.Run("explain", "--plan", file.Path, "--pullers", Sample("production.audit.json"));
        Assert.Equal(2, gate.Exit);
        Assert.Contains(why, gate.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_pulls_there_is_nothing_to_judge_against()
    {
        var gate = await CliProcess.Run("explain", "--plan", Sample("change-set.json"));
        Assert.Equal(2, gate.Exit);
        Assert.Contains("--pullers", gate.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_of_another_schema_is_refused()
    {
        using var file = new TemporaryFile("""{"schema":"remediator/1","findings":[]}""");
        var gate = await CliProcess.Run("explain", "--plan", Sample("change-set.json"), "--pullers", file.Path);
        Assert.Equal(2, gate.Exit);
        Assert.Contains("accepted: remediator-audit/1", gate.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_Japanese_the_report_is_Japanese() => Assert.Contains("2 個のクラスターの 3 個のワークロード",
        (await CliProcess.Run(["explain", "--lang", "ja", "--plan", Sample("terraform-ecr-modules.json"), .. s_pullers])).Out,
        StringComparison.Ordinal);

    [Fact]
    public async Task The_option_that_every_command_has_names_the_format_too()
    {
        var json = await CliProcess.Run(["explain", "--plan", Sample("template.yaml"), .. s_pullers, "-o", "json"]);
        Assert.True(JsonNode.DeepEquals(await ReportAsync("template.yaml"), JsonNode.Parse(json.Out)));
        Assert.StartsWith("schema: remediator-gate/1\n", await OutAsync("template.yaml", "yaml"), StringComparison.Ordinal);
        var both = await CliProcess.Run(
            ["explain", "--plan", Sample("template.yaml"), .. s_pullers, "-o", "json", "--format", "sarif"]);
        Assert.Equal((2, ""), (both.Exit, both.Out));
        Assert.StartsWith("--format and -o exclude each other\n", both.Error, StringComparison.Ordinal);
    }

    private static async Task<JsonNode> ReportAsync(string plan) => JsonNode.Parse(await OutAsync(plan, "json"))!;

    private static async Task<string> OutAsync(string plan, string format)
    {
        var gate = await CliProcess.Run(["explain", "--plan", Sample(plan), .. s_pullers, "--format", format]);
        Assert.Equal(1, gate.Exit);
        return gate.Out;
    }

    private static IReadOnlyList<JsonNode> Pulls(JsonNode report, string address) =>
    [
        .. report["policies"]!.AsArray().Single(policy => (string?)policy!["address"] == address)!["pulls"]!.AsArray().Select(one => one!),
    ];

    private static string Sample(string name, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "plans", name);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private sealed class TemporaryFile : IDisposable
    {
        public TemporaryFile(string text) => File.WriteAllText(Path, text);

        public string Path { get; } = System.IO.Path.GetTempFileName();

        public void Dispose() => File.Delete(Path);
    }
}
