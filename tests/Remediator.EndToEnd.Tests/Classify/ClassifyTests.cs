using Remediator.Cli.Classify;

namespace Remediator.EndToEnd.Tests.Classify;

public sealed class ClassifyTests
{
    [Theory]
    [InlineData(
        """ "Failed to pull image \"acme/api:1\": failed to resolve image: docker.io/acme/api:1: not found" """,
        """{"symptom":"NotFound","image":"acme/api:1"}""")]
    [InlineData("\"\"", """{"symptom":"Unknown","image":null}""")]
    [InlineData("\"Back-off pulling image \\\"a+b\\\"\"", """{"symptom":"Unknown","image":"a+b"}""")]
    public void A_text_gives_its_symptom_and_image(string line, string answer) =>
        Assert.Equal(new ClassifiedLine(answer, IsRead: true), ClassifiedLine.Of(line, 1));

    [Theory]
    [InlineData("")]
    [InlineData("403 Forbidden")]
    [InlineData("""{"text": "403 Forbidden"}""")]
    [InlineData("null")]
    [InlineData("\"a\" \"b\"")]
    [InlineData("\"\\ud800\"")]
    public void A_line_that_is_not_a_JSON_string_is_reported_with_its_number(string line)
    {
        var answer = ClassifiedLine.Of(line, 7);

        Assert.False(answer.IsRead);
        Assert.StartsWith("{\"error\":\"", answer.Json);
        Assert.EndsWith(",\"line\":7}", answer.Json);
    }

    [Fact]
    public async Task A_bad_line_does_not_stop_the_lines_after_it()
    {
        using var answers = new StringWriter { NewLine = "\n" };

        var exitCode = await ClassifyCommand.AnswerAsync(
            new StringReader("\"EOF\"\nnonsense\n\"pull QPS exceeded\"\n"), answers, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(1, exitCode);
        var lines = answers.ToString().TrimEnd('\n').Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.Equal("""{"symptom":"ConnectionFailed","image":null}""", lines[0]);
        Assert.Contains("\"line\":2", lines[1]);
        Assert.Equal("""{"symptom":"PullQpsExceeded","image":null}""", lines[2]);
    }

    [Fact]
    public async Task Good_lines_alone_exit_0() =>
        Assert.Equal(0, await ClassifyCommand.AnswerAsync(new StringReader("\"EOF\"\n"), TextWriter.Null,
            cancellation: TestContext.Current.CancellationToken));

    [Fact]
    public void The_command_is_called_classify_and_takes_no_arguments() =>
        Assert.Empty(ClassifyCommand.Create().Parse([]).Errors);
}
