using System.Text.Json.Nodes;
using Remediator.Runtime;

namespace Remediator.Tests.Runtime;

/// <summary>The function's own log, under the variables that Lambda sets from its logging configuration.</summary>
public class LogTests
{
    private static readonly DateTimeOffset s_now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly List<string> lines = [];

    [Theory]
    [InlineData(null)]
    [InlineData("JSON")]
    public void A_line_is_one_JSON_object(string? format)
    {
        With(format, null).Information("finding", ("cluster", "eks"));
        Assert.Equal("""{"timestamp":"2026-01-02T03:04:05.000Z","level":"Information","message":"finding","cluster":"eks"}""", Assert.Single(lines));
    }

    [Fact]
    public void In_text_it_is_time_level_message_and_the_fields()
    {
        With("Text", null).Warning("repository policy changed", ("plan", "sha256:0"));
        Assert.Equal("2026-01-02T03:04:05.000Z\tWarning\trepository policy changed\t{\"plan\":\"sha256:0\"}", Assert.Single(lines));
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
        Assert.Equal(left, lines.Count);
    }

    [Fact]
    public void The_old_policy_is_recorded_whatever_the_level()
    {
        With(null, "FATAL").Record("about to change a repository policy", ("before", new JsonObject { ["Statement"] = new JsonArray() }));
        Assert.Contains("\"before\":{\"Statement\":[]}", Assert.Single(lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_of_two_incidents_at_once_has_its_own_key_on_its_lines()
    {
        var log = With(null, null);
        await Task.WhenAll(OneAsync("pull-1"), OneAsync("pull-2"));
        log.Information("after");
        Assert.Equal(["pull-1", "pull-1", "pull-2", "pull-2"], lines.SkipLast(1).Select(line => (string?)JsonNode.Parse(line)!["key"]).Order());
        Assert.Null(JsonNode.Parse(lines[^1])!["key"]);

        async Task OneAsync(string key)
        {
            log.Incident = key;
            log.Information("before");
            await Task.Yield();
            lock (lines)
                log.Information("after");
        }
    }

    [Theory]
    [InlineData("JSON")]
    [InlineData("Text")]
    public void Nothing_in_a_line_can_be_obeyed_by_a_terminal(string format)
    {
        With(format, null).Error("message failed", ("why", "\u001b[31mred\u001b[0m a\u202ecod.exe\u2066 line\r\nbreak zero\u200bwidth \u0085"));
        Assert.DoesNotContain(Assert.Single(lines), c => c != '\t' && (char.IsControl(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.Format));
    }

    [Fact]
    public void A_sentence_loses_the_secrets_it_quotes()
    {
        With(null, null).Error("message failed", ("why", "401, Authorization: Bearer planted-planted-planted"));
        Assert.Contains("Bearer [redacted]", Assert.Single(lines), StringComparison.Ordinal);
    }

    private Log With(string? format, string? level) => Log.Of(
        new Dictionary<string, string?> { ["AWS_LAMBDA_LOG_FORMAT"] = format, ["AWS_LAMBDA_LOG_LEVEL"] = level },
        line => { lock (lines) lines.Add(line); }, new Standing(s_now));

    private sealed class Standing(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
