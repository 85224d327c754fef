using Amazon.ECR.Model;
using Amazon.Runtime;
using Remediator.Aws;
using Remediator.Core.Images;
using Remediator.Tests.Runtime;

namespace Remediator.Tests.Aws;

/// <summary>The SDK's clients: shared while they are used, disposed when they are not.</summary>
public class AwsAccessTests
{
    private static readonly Place s_oregon = new("111122223333", "us-west-2"), s_tokyo = new("111122223333", "ap-northeast-1");

    private readonly SteppedClock _clock = new();

    [Fact]
    public void A_client_is_created_once_for_a_service_and_region()
    {
        using var aws = Access();
        Assert.Same(aws.Ecr(s_oregon), aws.Ecr(s_oregon));
        Assert.NotSame(aws.Ecr(s_oregon), aws.Ecr(s_tokyo));
    }

    [Fact]
    public async Task A_client_that_was_not_used_for_an_hour_is_disposed()
    {
        using var aws = Access();
        var (used, unused) = (aws.Ecr(s_oregon), aws.Ecr(s_tokyo));
        _clock.Step(AwsAccess.KeptFor / 2);
        aws.Ecr(s_oregon);
        _clock.Step(AwsAccess.KeptFor / 2);
        aws.Eks(s_oregon);
        Assert.Same(used, aws.Ecr(s_oregon));
        Assert.NotSame(unused, aws.Ecr(s_tokyo));
        await Assert.ThrowsAsync<ObjectDisposedException>(() =>
            unused.DescribeRepositoriesAsync(new DescribeRepositoriesRequest(), TestContext.Current.CancellationToken));
    }

    private AwsAccess Access() => new(new BasicAWSCredentials("AKIDEXAMPLE", "secret"), new Uri("http://nowhere.invalid"), clock: _clock);
}
