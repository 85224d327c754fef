using Remediator.Core.Messages;

namespace Remediator.Core.Tests.Messages;

public class ColumnsTests
{
    [Theory]
    [InlineData("pod", 3)]
    [InlineData("プル", 4)]
    [InlineData("Pod の状態", 10)]
    [InlineData("（Sid）", 7)]
    public void An_East_Asian_character_takes_two_columns(string text, int columns) => Assert.Equal(columns, Columns.Of(text));

    [Fact]
    public void Words_wrap_at_spaces_and_continuation_lines_are_indented() =>
        Assert.Equal(["the policy", "  denies", "  the pull"], Columns.Wrapped("the policy denies the pull", "  ", 10));

    [Fact]
    public void Japanese_wraps_between_characters() => Assert.Equal(["プルを拒", "否する"], Columns.Wrapped("プルを拒否する", "", 8));

    [Fact]
    public void No_line_starts_with_a_full_stop_or_ends_with_an_opening_bracket() =>
        Assert.All(Enumerable.Range(6, 20).SelectMany(most => Columns.Wrapped("「拒否」した。（許可）、「拒否」。", "", most)), line =>
        {
            Assert.DoesNotContain(line[0], "。、」）");
            Assert.DoesNotContain(line[^1], "「（");
        });

    [Fact]
    public void A_word_that_is_too_long_stays_whole() =>
        Assert.Equal(["a", "sha256:0123456789", "b"], Columns.Wrapped("a sha256:0123456789 b", "", 10));

    [Fact]
    public void Empty_text_has_no_lines() => Assert.Empty(Columns.Wrapped(""));
}
