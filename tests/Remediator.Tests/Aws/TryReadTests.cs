using Amazon.Runtime;
using Remediator.Aws;
using Remediator.Core.Common;
using Remediator.Core.Policies.Language;
using Remediator.Core.Wording;
using Remediator.Kubernetes;

namespace Remediator.Tests.Aws;

/// <summary>
/// What a read that failed becomes: a gap with its reason where that is expected of a remote service, an exception where it is a bug.
/// </summary>
public class TryReadTests
{
    public static TheoryData<Exception, string> Expected => new()
    {
        { Service("AccessDeniedException"), "this program's role may not call ecr:DescribeImages" },
        { Service("ThrottlingException"), "ecr:DescribeImages was throttled" },
        { Service("ServerException"), "ecr:DescribeImages failed with ServerException" },
        {
            new TimeoutException(), "ecr:DescribeImages did not respond in time; "
                + "in a private subnet this function needs the interface endpoint ecr.api or a NAT gateway"
        },
        {
            new HttpRequestException("refused"), "ecr:DescribeImages could not be called (the other side could not be reached); "
                + "in a private subnet this function needs the interface endpoint ecr.api or a NAT gateway"
        },
        {
            new UnusableAnswerException(new Message("gap.response.no-role")),
            "ecr:DescribeImages returned a response that could not be parsed: it contains no role"
        },
    };

    [Theory]
    [MemberData(nameof(Expected))]
    public async Task A_failure_of_the_service_is_a_gap_that_says_why(Exception failure, string why)
    {
        var fact = await TryRead.FactAsync<int>("ecr:DescribeImages", () => throw failure, CancellationToken.None);
        Assert.Equal(why, fact.Gap?.ToString());
    }

    [Fact]
    public async Task An_answer_that_cannot_be_parsed_is_a_gap_that_quotes_it()
    {
        var fact = await TryRead.FactAsync("iam:GetInstanceProfile",
            () => Task.FromResult(RoleArn.Parse("nothing")), CancellationToken.None);
        Assert.StartsWith("iam:GetInstanceProfile returned a response that could not be parsed: \"nothing\" is not a role ARN",
            fact.Gap?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bug_is_never_a_gap()
    {
        await Assert.ThrowsAsync<NullReferenceException>(() =>
            TryRead.FactAsync<int>("ecr:DescribeImages", () => throw new NullReferenceException(), CancellationToken.None));
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            KubernetesFailure.FactAsync<int>("list pods", () => throw new InvalidOperationException(), CancellationToken.None));
    }

    [Fact]
    public async Task A_read_that_the_caller_cancelled_is_not_a_gap()
    {
        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAsync<OperationCanceledException>(() =>
            TryRead.FactAsync<int>("ecr:DescribeImages", () => throw new OperationCanceledException(), cancelled));
        await Assert.ThrowsAsync<OperationCanceledException>(() =>
            KubernetesFailure.FactAsync<int>("list pods", () => throw new OperationCanceledException(), cancelled));
    }

    private static AmazonServiceException Service(string code) => new(code) { ErrorCode = code };
}
