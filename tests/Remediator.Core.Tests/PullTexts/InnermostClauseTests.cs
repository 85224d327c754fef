using Remediator.Core.PullTexts;
using Remediator.Core.Tests.Messages;

namespace Remediator.Core.Tests.PullTexts;

/// <summary>What a person reads first of an error that names the image three times.</summary>
public class InnermostClauseTests
{
    private const string Wrapped = "failed to pull and unpack image \"h.example/a:1\": failed to resolve reference \"h.example/a:1\": ";

    public static TheoryData<string> Hostile => [.. HostileTexts.Texts];

    [Theory]
    [InlineData("unexpected status from HEAD request to https://h.example/v2/a/manifests/1: 403 Forbidden", "403 Forbidden")]
    [InlineData("h.example/a:1: not found", "not found")]
    [InlineData("write /var/lib/containerd/x: no space left on device: unknown", "no space left on device")]
    [InlineData("no match for platform in manifest: not found", "no match for platform in manifest")]
    [InlineData("unexpected commit digest sha256:aa, expected sha256:bb: failed precondition",
        "unexpected commit digest sha256:aa, expected sha256:bb")]
    [InlineData("desc = \"transport: Error while dialing: dial unix:///run/containerd/containerd.sock: timeout\"", "timeout")]
    public void It_is_what_stands_behind_the_last_colon_without_its_kind(string text, string clause) =>
        Assert.Equal(clause, InnermostClause.Of($"{Wrapped}{text}"));

    [Fact]
    public void What_IAM_says_on_a_line_of_its_own_is_shown_by_itself() => Assert.Equal("403 Forbidden", InnermostClause.Of(
        $"{Wrapped}403 Forbidden\ndenied: User: arn:aws:sts::111122223333:assumed-role/node/i-1 is not authorized to perform: "
        + "ecr:BatchGetImage on resource: arn:aws:ecr:us-west-2:111122223333:repository/a because no identity-based policy allows it"));

    [Fact]
    public void It_is_that_of_the_attempt_that_decides() => Assert.Equal("403 Forbidden",
        InnermostClause.Of("[failed to pull and unpack image \"a\": 403 Forbidden, failed to pull and unpack image \"a\": i/o timeout]"));

    [Theory]
    [InlineData("pull QPS exceeded")]
    [InlineData("")]
    [InlineData(": : ")]
    public void A_text_of_one_clause_has_none_within(string text) => Assert.Null(InnermostClause.Of(text));

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Any_text_has_an_answer(string text) => Assert.True(InnermostClause.Of(text) is null or { Length: > 0 });
}
