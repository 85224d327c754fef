using System.Globalization;
using System.Text.Json.Nodes;
using Remediator.Runtime;

namespace Remediator.Tests.Runtime;

/// <summary>The function's own log, under the variables that Lambda sets from its logging configuration.</summary>
public class LogTests
{
    private readonly List<string> _lines = [];

    [Theory]
    [InlineData(null)]
    [InlineData("JSON")]
    [InlineData("Text")]
    public void A_line_is_one_JSON_object_whatever_the_format_of_the_runtime(string? format)
    {
        With(format, null).Information("finding", ("cluster", "eks"));
        Assert.Equal(
            """{"timestamp":"2026-01-02T03:04:05.000Z","level":"Information","message":"finding","cluster":"eks"}""",
            Assert.Single(_lines));
    }

    [Theory]
    [InlineData(null, 3)]
    [InlineData("TRACE", 3)]
    [InlineData("INFO", 3)]
    [InlineData("WARN", 2)]
    [InlineData("ERROR", 1)]
    [InlineData("FATAL", 0)]
    [InlineData("Warning", 2)]
    public void Lines_below_the_level_are_left_out(string? level, int left)
    {
        var log = With(null, level);
        log.Information("m");
        log.Warning("m");
        log.Error("m");
        Assert.Equal(left, _lines.Count);
    }

    [Fact]
    public void The_old_policy_is_recorded_whatever_the_level()
    {
        With(null, "FATAL").Record("about to change a repository policy", ("before", new JsonObject { ["Statement"] = new JsonArray() }));
        Assert.Contains("\"before\":{\"Statement\":[]}", Assert.Single(_lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_of_two_incidents_at_once_has_its_own_key_on_its_lines()
    {
        var log = With(null, null);
        await Task.WhenAll(OneAsync("pull-1"), OneAsync("pull-2"));
        log.Information("after");
        var keys = _lines.SkipLast(1).Select(line => (string?)JsonNode.Parse(line)!["key"]);
        Assert.Equal(["pull-1", "pull-1", "pull-2", "pull-2"], keys.Order());
        Assert.Null(JsonNode.Parse(_lines[^1])!["key"]);

        async Task OneAsync(string key)
        {
            log.Incident = key;
            log.Information("before");
            await Task.Yield();
            lock (_lines)
                log.Information("after");
        }
    }

    [Theory]
    [InlineData("timestamp", "never")]
    [InlineData("level", "none")]
    [InlineData("message", "a message id of SQS")]
    [InlineData("key", "pull-2")]
    public void A_field_of_an_event_does_not_overwrite_a_field_of_the_log_entry(string name, string value)
    {
        var log = With(null, null);
        log.Incident = "pull-1";
        log.Warning("message failed", (name, value));
        var line = JsonNode.Parse(Assert.Single(_lines))!.AsObject();
        string[] own = [.. new[] { "timestamp", "level", "message", "key" }.Select(field => (string)line[field]!)];
        Assert.Equal(["2026-01-02T03:04:05.000Z", "Warning", "message failed", "pull-1"], own);
        Assert.Equal(value, (string?)line[$"event_{name}"]);
    }

    [Fact]
    public void An_error_is_logged_with_its_type_and_where_it_was_thrown()
    {
        With(null, null).Error("message failed", Thrown(), ("id", "1"));
        var line = JsonNode.Parse(Assert.Single(_lines))!;
        string?[] fields = [(string?)line["error"], (string?)line["why"], (string?)line["id"]];
        Assert.Equal(["System.InvalidOperationException", "a bug", "1"], fields);
        Assert.Contains($"at {typeof(LogTests).FullName}.{nameof(Thrown)}", (string?)line["stack"], StringComparison.Ordinal);
        Assert.Contains("System.IO.IOException: its cause", (string?)line["stack"], StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_in_a_line_can_control_a_terminal()
    {
        const string text = "\u001b[31mred\u001b[0m a\u202ecod.exe\u2066 line\r\nbreak zero\u200bwidth \u0085";
        With(null, null).Error("message failed", ("why", text));
        Assert.DoesNotContain(Assert.Single(_lines), c => char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format);
    }

    [Fact]
    public void Secrets_quoted_in_a_text_are_redacted()
    {
        With(null, null).Error("message failed", new IOException("401, Authorization: Bearer planted-planted-planted"));
        Assert.Contains("Bearer [redacted]", Assert.Single(_lines), StringComparison.Ordinal);
        Assert.DoesNotContain("planted", Assert.Single(_lines), StringComparison.Ordinal);
    }

    private static InvalidOperationException Thrown()
    {
        try
        {
            throw new InvalidOperationException("a bug", new IOException("its cause"));
        }
        catch (InvalidOperationException e)
        {
            return e;
        }
    }

    private Log With(string? format, string? level) => Log.Of(
        new Dictionary<string, string?> { ["AWS_LAMBDA_LOG_FORMAT"] = format, ["AWS_LAMBDA_LOG_LEVEL"] = level },
        line =>
        {
            lock (_lines)
                _lines.Add(line);
        }, new SteppedClock());
}
