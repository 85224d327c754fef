using System.Text.Json.Nodes;

namespace Remediator.EndToEnd.Tests.Template;

public class TemplateTests
{
    [Fact]
    public async Task Cfn_lint_finds_nothing_in_the_templates() =>
        Assert.Equal("", await ExternalTool.Lint(
            [Repository.PathOf("template.yaml"), .. Directory.GetFiles(Repository.PathOf("infra"), "*.yaml").Where(IsTemplate)]));

    [Fact]
    public async Task Cfn_lint_finds_nothing_in_what_sam_generates_from_the_template()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("translated").FullName, "template.json");
        await File.WriteAllTextAsync(file, await Deployment.Translated(), TestContext.Current.CancellationToken);
        Assert.Equal("", await ExternalTool.Lint(file));
    }

    [Theory]
    [InlineData("report")]
    [InlineData("approve")]
    [InlineData("auto")]
    public async Task The_deployed_role_is_the_one_read_from_the_template(string mode)
    {
        var deployed = await Deployment.Of($"Mode={mode}", "Clusters=blue,green");
        var granted = deployed["policies"]!.AsArray().SelectMany(policy => TemplateRole.GrantsOf(policy!));
        Assert.Equal(TemplateRole.Actions(mode, ("Clusters", "blue,green")), granted, IsSame);
    }

    [Fact]
    public async Task Every_rule_has_one_target_and_keeps_what_it_cannot_deliver()
    {
        var stack = await Deployment.Of(EventSourceTests.Everything);
        foreach (var rule in stack["rules"]!.AsArray())
        {
            var target = Assert.Single(rule!["targets"]!.AsArray())!;
            Assert.Equal((string?)stack["queues"]![(string)stack["outputs"]!["UndeliveredEventsUrl"]!],
                (string?)target["DeadLetterConfig"]!["Arn"]);
            Assert.Equal((20, 3600),
                ((int)target["RetryPolicy"]!["MaximumRetryAttempts"]!, (int)target["RetryPolicy"]!["MaximumEventAgeInSeconds"]!));
        }
    }

    [Theory]
    [InlineData("ImagePullAlarm", "Storm")]
    [InlineData("InsightsAlarmChange", "Storm")]
    [InlineData("CompositeAlarmChange", "Storm")]
    [InlineData("WaitingReasonAlarm", "Storm")]
    [InlineData("QueryAlarmChange", "Storm")]
    [InlineData("ClusterQueryAlarm", "Storm")]
    [InlineData("ExportedEvent", "Storm")]
    [InlineData("RepositoryChange", "Storm")]
    [InlineData("DeniedPull", "Storm")]
    [InlineData("ImageDeletion", "Storm")]
    [InlineData("ImageArchival", "Storm")]
    [InlineData("LifecycleExpiry", "Storm")]
    [InlineData("PullThroughCacheFailure", "Storm")]
    [InlineData("Audit", "Storm")]
    [InlineData("Sweep", "Function")]
    public async Task Rules_that_may_fire_thousands_of_times_go_through_the_queue(string rule, string target)
    {
        var arn = (string)(await Deployment.RulesOf(EventSourceTests.Everything))[rule]["targets"]![0]!["Arn"]!;
        Assert.Contains(target == "Storm" ? ":sqs:us-west-2:123456789012:remediator-Storm-" : ":function:remediate", arn,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_event_comes_back_within_minutes_up_to_five_times_and_one_event_is_handed_over_at_a_time()
    {
        var resources = JsonNode.Parse(await Deployment.Translated())!["Resources"]!;
        var queue = resources["Storm"]!["Properties"]!;
        Assert.InRange((int)queue["VisibilityTimeout"]!, (int)(await Resource("AWS::Lambda::Function"))["Timeout"]! + 30, 300);
        Assert.Equal("""{"deadLetterTargetArn":{"Fn::GetAtt":["StormFailures","Arn"]},"maxReceiveCount":5}""",
            queue["RedrivePolicy"]!.ToJsonString());
        var mapping = await Resource("AWS::Lambda::EventSourceMapping");
        Assert.Equal(
            (1, """{"Ref":"QueueConcurrency"}""", """["ReportBatchItemFailures"]"""),
            ((int)mapping["BatchSize"]!, mapping["ScalingConfig"]!["MaximumConcurrency"]!.ToJsonString(),
                mapping["FunctionResponseTypes"]!.ToJsonString()));
    }

    [Theory]
    [InlineData("", "DISABLED")]
    [InlineData("eks-workshop,blue", "ENABLED")]
    public async Task Events_that_name_no_cluster_are_handled_only_where_clusters_are_named(string clusters, string state)
    {
        var rules = await Deployment.RulesOf($"Clusters={clusters}");
        Assert.All(["Sweep", "RepositoryChange", "DeniedPull", "ImageDeletion", "ImageArchival", "LifecycleExpiry",
            "PullThroughCacheFailure"],
            name => Assert.Equal(state, (string?)rules[name]["state"]));
        Assert.Equal("rate(5 minutes)", (string?)rules["Sweep"]["schedule"]);
        Assert.Equal(clusters, string.Join(',', Remediator.Settings.FunctionSettings.Read(
            await Deployment.EnvironmentOf($"Clusters={clusters}")).Clusters));
    }

    [Theory]
    [InlineData("off", "eks-workshop", false)]
    [InlineData("on", "", false)]
    [InlineData("on", "eks-workshop", true)]
    public async Task An_audit_is_asked_for_daily_where_somebody_wants_it_and_clusters_are_named(
        string wanted, string clusters, bool isAsked)
    {
        var rules = await Deployment.RulesOf($"Clusters={clusters}", $"DailyAudit={wanted}");
        Assert.Equal(isAsked, rules.ContainsKey("Audit"));
        if (isAsked)
            Assert.Equal(("rate(1 day)", """{"audit": true}"""),
                ((string?)rules["Audit"]["schedule"], (string?)rules["Audit"]["targets"]![0]!["Input"]));
    }

    [Fact]
    public async Task Findings_go_to_a_topic_of_the_stack_unless_one_is_given()
    {
        const string given = "arn:aws:sns:us-west-2:123456789012:findings";
        var own = await Deployment.Of();
        var others = await Deployment.Of($"FindingsTopicArn={given}");
        Assert.Contains(":remediator-FindingsTopic-", (string?)own["environment"]!["FINDINGS_TOPIC_ARN"]);
        Assert.DoesNotContain(others["topics"]!.AsArray(), topic => ((string)topic!).Contains("FindingsTopic", StringComparison.Ordinal));
        Assert.Equal(given, (string?)others["environment"]!["FINDINGS_TOPIC_ARN"]);
    }

    [Fact]
    public async Task The_function_starts_in_mode_report() =>
        Assert.Equal("report", (string?)(await Deployment.Of())["environment"]!["REMEDIATION_MODE"]);

    [Fact]
    public async Task The_incident_table_outlives_the_stack_and_can_be_restored()
    {
        var table = JsonNode.Parse(await Deployment.Translated())!["Resources"]!["IncidentTable"]!;
        Assert.Equal(("RetainExceptOnCreate", "Retain"), ((string?)table["DeletionPolicy"], (string?)table["UpdateReplacePolicy"]));
        Assert.Equal(
            ("PAY_PER_REQUEST", """{"AttributeName":"kept_until","Enabled":true}""", """{"PointInTimeRecoveryEnabled":true}""",
                """{"SSEEnabled":true,"SSEType":"KMS","KMSMasterKeyId":"""
                    + """{"Fn::If":["MakesKey",{"Ref":"DataKey"},{"Ref":"AWS::NoValue"}]}}"""),
            ((string?)table["Properties"]!["BillingMode"], table["Properties"]!["TimeToLiveSpecification"]!.ToJsonString(),
                table["Properties"]!["PointInTimeRecoverySpecification"]!.ToJsonString(),
                table["Properties"]!["SSESpecification"]!.ToJsonString()));
    }

    [Fact]
    public async Task The_right_to_approve_is_the_right_to_invoke_one_alias_and_is_given_to_nobody_by_itself()
    {
        var resources = JsonNode.Parse(await Deployment.Translated())!["Resources"]!;
        Assert.Equal("approvals", (string?)resources["Approvals"]!["Properties"]!["Name"]);
        var permission = resources["ApproverMayInvoke"]!;
        Assert.Equal("NamesApprover", (string?)permission["Condition"]);
        Assert.Equal(
            """{"Action":"lambda:InvokeFunction","FunctionName":{"Ref":"Approvals"},"Principal":{"Ref":"Approver"}}""",
            permission["Properties"]!.ToJsonString());
    }

    [Fact]
    public async Task The_longest_verification_leaves_a_minute_of_the_timeout()
    {
        var watch = (int)JsonNode.Parse(await Deployment.Translated())!["Parameters"]!["VerifySeconds"]!["MaxValue"]!;
        Assert.InRange((int)(await Resource("AWS::Lambda::Function"))["Timeout"]!, watch + 60, 900);
    }

    [Fact]
    public async Task Events_and_decisions_whose_handling_fails_are_kept()
    {
        var configs = (await Resources("AWS::Lambda::EventInvokeConfig")).ToDictionary(config => (string)config["Qualifier"]!);
        Assert.Equal(["$LATEST", "approvals"], configs.Keys.Order(StringComparer.Ordinal));
        Assert.All(configs.Values, config =>
            Assert.Equal("""{"Destination":{"Fn::GetAtt":["FailedInvocations","Arn"]}}""",
                config["DestinationConfig"]!["OnFailure"]!.ToJsonString()));
        Assert.Equal(0, (int)configs["approvals"]["MaximumRetryAttempts"]!);
    }

    /// <summary>
    /// By their ARNs: CloudFormation shortens a long stack's name in that of a rule, and a pattern of names would then shut the rules out.
    /// </summary>
    [Theory]
    [InlineData("template.yaml", "EventQueuesPolicy")]
    [InlineData("infra/forwarder.yaml", "UnforwardedPolicy")]
    public void Every_rule_may_send_to_the_queues_it_names_and_nothing_else_may(string file, string policy)
    {
        var template = StackTemplate.Of(file, ("CentreAccount", "999999999999"), ("CentreRegion", "us-west-2"), ("Clusters", "blue"),
            ("CompositeAlarms", "shop"), ("QueryAlarms", "pulls"), ("InsightsAlarm", "both"),
            ("DailyAudit", "on"));
        var rules = template.ResourcesOf("AWS::Events::Rule")
            .Select(rule => (Id: $"{rule.Id}.Arn", Targets: rule.Properties["Targets"]!.AsArray()))
            .Concat(from function in template.ResourcesOf("AWS::Serverless::Function")
                    from way in function.Properties["Events"]!.AsObject()
                    where (string?)way.Value!["Type"] != "SQS"
                    select (Id: $"{function.Id}{way.Key}.Arn", Targets: new JsonArray(way.Value["Properties"]!.DeepClone())));
        var sends = from rule in rules
                    from target in rule.Targets
                    from queue in new[] { (string?)target!["Arn"], (string?)target["DeadLetterConfig"]!["Arn"] }
                    where queue is not null && !queue.EndsWith(":event-bus/default", StringComparison.Ordinal)
                    select (queue, rule.Id);
        var statements = template.ResourcesOf("AWS::SQS::QueuePolicy").Single(queues => queues.Id == policy).Properties["PolicyDocument"]![
            "Statement"]!.AsArray();
        Assert.All(statements, statement =>
            Assert.Equal("""{"Service":"events.amazonaws.com"}""", statement!["Principal"]!.ToJsonString()));
        Assert.Equal(
            sends.Order(),
            statements.SelectMany(statement => statement!["Condition"]!["ArnEquals"]!["aws:SourceArn"]!.AsArray()
                .Select(rule => ((string)statement["Resource"]!, (string)rule!))).Order());
    }

    /// <summary>A policy beside the role may come after the function, which Lambda then refuses to make.</summary>
    [Fact]
    public void The_permissions_for_a_vpc_come_with_the_role() =>
        Assert.Contains(
            StackTemplate.Of("template.yaml", ("SubnetIds", "subnet-0a1b2c3d")).ResourcesOf("AWS::IAM::Role").Single().Properties[
                "Policies"]!.AsArray(),
            policy => (string?)policy!["PolicyName"] == "RunInVpc");

    /// <summary>The rights in a cluster are Kubernetes', not CloudFormation's.</summary>
    private static bool IsTemplate(string file) => !Path.GetFileName(file).StartsWith("eks-rbac", StringComparison.Ordinal);

    /// <summary>Equal, but for the name that CloudFormation gives to a resource of the stack.</summary>
    private static bool IsSame(Grant read, Grant granted) =>
        read == granted || (!read.Resource.StartsWith("arn:", StringComparison.Ordinal)
            && read == granted with { Resource = read.Resource });

    private static async Task<JsonNode> Resource(string type) => Assert.Single(await Resources(type));

    private static async Task<IEnumerable<JsonNode>> Resources(string type) =>
        from resource in JsonNode.Parse(await Deployment.Translated())!["Resources"]!.AsObject()
        where (string?)resource.Value!["Type"] == type
        select resource.Value["Properties"]!;
}
