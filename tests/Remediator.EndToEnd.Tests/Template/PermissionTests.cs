using System.Text.RegularExpressions;
using Remediator.Cli.Hosting;
using Remediator.Sandbox.Hosting;
using Remediator.Sandbox.Model;
using Remediator.Sandbox.Recording;

namespace Remediator.EndToEnd.Tests.Template;

/// <summary>What the function calls in every story, and what its role lets it call, are the same.</summary>
public class PermissionTests
{
    /// <summary>Granted for what no story shows: the log, the queue of failed invocations, and what Lambda itself does.</summary>
    private static readonly string[] s_notCalledByUs =
        ["logs:CreateLogStream", "logs:PutLogEvents", "sqs:SendMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes",
            "sqs:ReceiveMessage"];

    /// <summary>Worlds that are audited as well.</summary>
    private static readonly string[] s_audited =
    [
        "denied-after-rotation", "denied-on-other-group", "kms-key-unusable", "only-in-caches", "expires-tomorrow", "repository-missing",
        "pull-secret",
    ];

    /// <summary>The stories' table and queue, which the stack names itself.</summary>
    private static readonly Dictionary<string, string> s_made = new()
    {
        ["IncidentTable.Arn"] = "arn:aws:dynamodb:us-west-2:123456789012:table/incidents",
        ["Storm.Arn"] = "arn:aws:sqs:us-west-2:123456789012:remediator-storm",
    };

    private static readonly string s_sweep = File.ReadAllText(Repository.PathOf("events", "schedule.json"));

    private static readonly Lazy<Task<IReadOnlyList<Call>>> s_inReport = new(() => CallsAsync("report"));
    private static readonly Lazy<Task<IReadOnlyList<Call>>> s_inAuto = new(() => CallsAsync("auto"));

    // the parameters that make the template's role that of the scenarios' world
    private static readonly (string, string)[] s_parameters = [("FindingsTopicArn",
        "arn:aws:sns:us-west-2:111122223333:remediator-findings"), ("ClusterPatterns", "*")];

    [Theory]
    [InlineData("report")]
    [InlineData("auto")]
    public async Task Every_call_is_granted_on_its_resource(string mode)
    {
        var grants = TemplateRole.Actions(mode, s_parameters);
        None(from call in await AwsCalls(mode)
             where !grants.Any(grant =>
                 grant.Action == call.Action && Covers(s_made.GetValueOrDefault(grant.Resource, grant.Resource), call.Resource))
             select $"{call.Action} on {call.Resource}");
    }

    [Theory]
    [InlineData("report")]
    [InlineData("auto")]
    public async Task Every_grant_is_used(string mode)
    {
        var called = (await AwsCalls(mode)).Select(call => call.Action).ToHashSet();
        None(TemplateRole.Actions(mode, s_parameters).Select(grant => grant.Action).Distinct().Except(called).Except(s_notCalledByUs));
    }

    [Theory]
    [InlineData("report")]
    [InlineData("auto")]
    public async Task Every_call_to_the_cluster_is_granted(string mode) =>
        None((await ClusterCalls(mode)).Except(ClusterRights(mode)));

    [Theory]
    [InlineData("report")]
    [InlineData("auto")]
    public async Task Every_cluster_permission_is_used(string mode) =>
        None(ClusterRights(mode).Except(await ClusterCalls(mode)));

    private static IEnumerable<string> ClusterRights(string mode) =>
        Rbac.RightsIn(Rbac.Reading).Concat(mode == "report" ? [] : Rbac.RightsIn(Rbac.Restarting))
            .Concat(Rbac.RightsIn(Rbac.Annotating))
            .Select(right => $"{right.Verb} {right.Resource}").Distinct();

    private static async Task<IEnumerable<string>> ClusterCalls(string mode) =>
        (await Recorded(mode)).Where(call => call.Service == "kubernetes").Select(call => call.Operation).Distinct();

    /// <summary>
    /// GetCallerIdentity needs no permission: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
    /// </summary>
    private static async Task<IEnumerable<(string Action, string Resource)>> AwsCalls(string mode) =>
        (await Recorded(mode)).Where(call => call.Service is not ("kubernetes" or "sts"))
            .Select(call => ($"{call.Service}:{PermissionOf(call.Operation)}", call.Resource)).Distinct();

    /// <summary>
    /// A transaction of puts needs PutItem: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html;
    /// a batch of messages SendMessage.
    /// </summary>
    private static string PermissionOf(string operation) => operation switch
    {
        "TransactWriteItems" => "PutItem",
        "SendMessageBatch" => "SendMessage",
        _ => operation,
    };

    private static Task<IReadOnlyList<Call>> Recorded(string mode) => mode == "report" ? s_inReport.Value : s_inAuto.Value;

    private static async Task<IReadOnlyList<Call>> CallsAsync(string mode)
    {
        var calls = new List<Call>();
        foreach (var (scenario, settings) in Stories())
        {
            await using var stage = await SandboxFunction.StartAsync(
                scenario, new Dictionary<string, string>(settings) { ["REMEDIATION_MODE"] = mode, ["INCIDENT_TABLE"] = "incidents" },
                new FastClock(60), _ => { }, TimeSpan.Zero, TestContext.Current.CancellationToken);
            await stage.WaitForFailureAsync(TestContext.Current.CancellationToken);
            await stage.InvokeAsync(stage.World.Event);
            // a sweep by patterns, divided among messages
            using (var planner = stage.StartSecondProcess(new Dictionary<string, string>
            {
                ["CLUSTERS"] = "*,another",
                ["SWEEP_QUEUE_URL"] = stage.World.QueueUrl,
            }))
                await planner.InvokeAsync(s_sweep);
            calls.AddRange(stage.World.Calls);
        }
        foreach (var scenario in s_audited)
        {
            await using var stage = await SandboxFunction.StartAsync(
                Scenario.Load(scenario), new Dictionary<string, string> { ["REMEDIATION_MODE"] = mode, ["INCIDENT_TABLE"] = "incidents" },
                new FastClock(60), _ => { }, TimeSpan.Zero, TestContext.Current.CancellationToken);
            await stage.InvokeAsync("""{"audit": true, "cluster": "eks-workshop"}""");
            calls.AddRange(stage.World.Calls);
        }
        return calls;
    }

    /// <summary>
    /// Every scenario, and what none of them shows: each kind of workload, each kind of restart, a policy that is deleted.
    /// </summary>
    private static IEnumerable<(Scenario Scenario, Dictionary<string, string> Settings)> Stories()
    {
        foreach (var scenario in Scenario.All)
            yield return (scenario, new(scenario.Settings));
        yield return (Scenario.Load("workshop"), new() { ["RESTART_WORKLOADS"] = "stuck-pods" });
        // a StatefulSet is rolled out only where it replaces its pods in any order
        foreach (var (kind, spec) in new[] { ("StatefulSet", """{ "podManagementPolicy": "Parallel" }"""), ("DaemonSet", "{}") })
            yield return (Variation($$"""
                { "clusters": { "eks-workshop": { "workloads": { "default/ui-private": {
                  "kind": "{{kind}}", "object": { "spec": {{spec}} } } } } } }
                """), []);
        yield return (Wide(), []);
        // the kubelet's own limit hides the cause, which the pod's events still know
        yield return (Variation(
            """{ "clusters": { "eks-workshop": { "workloads": { "default/ui-private": { "fails": "pull QPS exceeded" } } } } }"""), []);
        yield return (Variation("""
            { "policies": { "limits": { "Version": "2012-10-17", "Statement": [ { "Effect": "Allow", "Action": "*", "Resource": "*" } ] } },
              "roles": { "eksctl-eks-workshop-nodegroup-defa-NodeInstanceRole-vWD7AqRmnZ2x": { "boundary": "limits" } },
              "repositories": { "retail-sample-app-ui": { "policy": { "Statement": [
              { "Effect": "Deny", "Principal": { "AWS": "{nodeRole}" },
                "Action": [ "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer" ] } ] } } } }
            """), []);
    }

    /// <summary>Pods that wait on more nodes than are read one by one.</summary>
    private static Scenario Wide() => Variation($$"""
        { "clusters": { "eks-workshop": {
          "nodes": { {{string.Join(", ", Enumerable.Range(0, 101).Select(n =>
              $$""" "node-{{n}}": { "instance": "i-{{n:x17}}", "nodeGroup": "default" } """))}} },
          "workloads": { "default/ui-private": { "replicas": 210 } } } } }
        """);

    private static Scenario Variation(string differences)
    {
        var described = System.Text.Json.Nodes.JsonNode.Parse(differences)!.AsObject();
        (described["like"], described["name"]) = ("workshop", "variation");
        return Scenario.Parse(described.ToJsonString());
    }

    /// <summary>Unlike the framework's own assertion, lists every item.</summary>
    private static void None(IEnumerable<string> found) => Assert.True(!found.Any(), string.Join('\n', found));

    // the template is read as of its own account
    private static bool Covers(string pattern, string resource) => Regex.IsMatch(
        AsOfTheTemplate(resource), $"^{AsOfTheTemplate(Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal))}$");

    private static string AsOfTheTemplate(string arn) => arn.Replace("111122223333", "123456789012", StringComparison.Ordinal);
}
