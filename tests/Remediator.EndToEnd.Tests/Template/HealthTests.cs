using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Remediator.EndToEnd.Tests.Template;

/// <summary>Who watches the watcher: alarms about the stack itself, and its dashboard.</summary>
public partial class HealthTests
{
    [Theory]
    [InlineData("FailedInvocations")]
    [InlineData("StormFailures")]
    [InlineData("UndeliveredEvents")]
    public void Every_queue_of_failures_raises_an_alarm(string queue)
    {
        var alarm = Alarms().Single(alarm => alarm.Id == $"{queue}Alarm").Properties;
        Assert.Equal(("AWS/SQS", "ApproximateNumberOfMessagesVisible", $"{queue}.QueueName"), MetricOf(alarm));
        Assert.Equal(("GreaterThanThreshold", "0"), ((string?)alarm["ComparisonOperator"], (string?)alarm["Threshold"]));
    }

    [Fact]
    public void No_queue_that_only_fills_with_failures_goes_without_an_alarm() =>
        Assert.Equal(
            StackTemplate.Of("template.yaml").ResourcesOf("AWS::SQS::Queue").Select(queue => queue.Id).Where(id => id != "Storm")
                .Order(StringComparer.Ordinal),
            Alarms().Select(alarm => MetricOf(alarm.Properties)).Where(metric => metric.Metrics == "AWS/SQS")
                .Select(metric => metric.Of.Split('.')[0]).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("ErrorsAlarm", "Errors")]
    [InlineData("ThrottlesAlarm", "Throttles")]
    [InlineData("SilenceAlarm", "Invocations")]
    public void The_function_raises_an_alarm_when_it_fails_is_throttled_or_stops_running(string id, string metric) =>
        Assert.Equal(("AWS/Lambda", metric, "RemediatorFunction"), MetricOf(Alarms().Single(alarm => alarm.Id == id).Properties));

    [Fact]
    public void No_alarm_about_missing_runs_exists_where_nothing_is_swept() =>
        Assert.DoesNotContain(StackTemplate.Of("template.yaml").ResourcesOf("AWS::CloudWatch::Alarm"), alarm => alarm.Id == "SilenceAlarm");

    [Fact]
    public void Alarms_go_to_the_topic_for_operations() =>
        Assert.All(Alarms(), alarm => Assert.Equal("""["OperationsTopic"]""", alarm.Properties["AlarmActions"]!.ToJsonString()));

    /// <summary>moto's CloudFormation makes dashboards, and no alarms.</summary>
    [Fact]
    public async Task The_dashboard_is_made_unless_it_is_switched_off_and_shows_the_alarms()
    {
        var widgets = (await Deployment.Of("Clusters=blue"))["dashboards"]!["remediator-us-west-2"]!["widgets"]!.AsArray();
        var shown = widgets.SelectMany(widget => widget!["properties"]!["alarms"]?.AsArray() ?? [])
            .Select(arn => ((string)arn!).Split(":alarm:")[1]);
        Assert.Equal(Alarms().Select(alarm => (string?)alarm.Properties["AlarmName"]), shown);
        Assert.Empty((await Deployment.Of("Dashboard=off"))["dashboards"]!.AsObject());
    }

    [Fact]
    public async Task The_log_and_the_limits_are_in_the_function_that_sam_generates()
    {
        var function = JsonNode.Parse(await Deployment.Translated())!["Resources"]!["RemediatorFunction"]!["Properties"]!;
        Assert.Equal("""{"ApplicationLogLevel":{"Ref":"LogLevel"},"LogFormat":"JSON","LogGroup":{"Ref":"RemediatorLog"}}""",
            Sorted(function["LoggingConfig"]!.AsObject()).ToJsonString());
        Assert.Equal("""{"Fn::If":["ReservesConcurrency",{"Ref":"ReservedConcurrency"},{"Ref":"AWS::NoValue"}]}""",
            function["ReservedConcurrentExecutions"]!.ToJsonString());
    }

    /// <summary>
    /// The figures of the dashboard are those that <c>src/Remediator/Notify/Metrics.cs</c> counts, under the dimensions that it counts them
    /// by.
    /// </summary>
    [Fact]
    public void Every_metric_on_the_dashboard_is_emitted_and_every_emitted_metric_is_shown()
    {
        var code = File.ReadAllText(Repository.PathOf("src", "Remediator", "Notify", "Metrics.cs"));
        var searches = Search().Matches(
            (string)StackTemplate.Of("template.yaml").ResourcesOf("AWS::CloudWatch::Dashboard").Single().Properties["DashboardBody"]!);
        var counted = Counted().Matches(code).Select(figure => figure.Groups[1].Value);
        Assert.Equal(counted.Order(StringComparer.Ordinal),
            searches.Select(search => search.Groups[2].Value).Order(StringComparer.Ordinal));
        var dimensions = Dimensions().Match(code).Groups[1].Value.Replace("\"", "", StringComparison.Ordinal).Replace(" ", "",
            StringComparison.Ordinal);
        var metrics = Metrics().Match(code).Groups[1].Value;
        Assert.All(searches, search => Assert.Equal($"{metrics},{dimensions}", search.Groups[1].Value));
    }

    private static IEnumerable<(string Id, JsonObject Properties)> Alarms() =>
        StackTemplate.Of("template.yaml", ("Clusters", "blue")).ResourcesOf("AWS::CloudWatch::Alarm");

    private static (string? Metrics, string? Metric, string Of) MetricOf(JsonObject alarm) =>
        ((string?)alarm["Namespace"], (string?)alarm["MetricName"], (string)alarm["Dimensions"]![0]!["Value"]!);

    private static JsonObject Sorted(JsonObject map) =>
        new(map.OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => KeyValuePair.Create(entry.Key, entry.Value?.DeepClone())));

    [GeneratedRegex("""SEARCH\('\{([^}]+)\} MetricName=\\"(\w+)\\"'""")]
    private static partial Regex Search();

    [GeneratedRegex("""\("(\w+)", "(?:Count|Seconds)",""")]
    private static partial Regex Counted();

    [GeneratedRegex("""\["Dimensions"\] = new JsonArray\(new JsonArray\(([^)]+)\)""")]
    private static partial Regex Dimensions();

    [GeneratedRegex("""const string Namespace = "(\w+)";""")]
    private static partial Regex Metrics();
}
