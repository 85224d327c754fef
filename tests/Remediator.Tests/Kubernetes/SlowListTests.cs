using Amazon.Runtime;
using Remediator.Aws;
using Remediator.Core.Failures;
using Remediator.Kubernetes;
using Remediator.Runtime;
using Remediator.Tests.Pipeline;
using Remediator.Tests.Runtime;

namespace Remediator.Tests.Kubernetes;

/// <summary>A list is waited for as long as it goes on arriving, and what was seen of one that does not is kept.</summary>
public sealed class SlowListTests : IDisposable
{
    private static readonly Scope s_scope = new("111122223333", "us-west-2", "eks-workshop", null, null, null);
    private static readonly TimeSpan s_almost = TimeSpan.FromSeconds(9), s_more = TimeSpan.FromSeconds(2);

    /// <summary>The reader may wait for the next part one step late, and two steps are still less than it waits at most.</summary>
    private static readonly TimeSpan s_step = TimeSpan.FromSeconds(4.9);

    /// <summary>Far more than a busy machine needs to read one pod.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly TimerClock _clock = new();
    private readonly SlowApiServer _server = new();
    private readonly AwsAccess _aws = new(new BasicAWSCredentials("AKIDEXAMPLE", "secret"), new Uri("http://127.0.0.1:1"));
    private readonly SemaphoreSlim _seen = new(0);

    public void Dispose()
    {
        _server.Dispose();
        _aws.Dispose();
        _seen.Dispose();
    }

    [Fact]
    public async Task A_list_that_takes_minutes_is_read_to_its_end()
    {
        var reading = await BeginAsync();
        for (var n = 1; n < 40; n++)
        {
            _clock.Step(s_step);
            await SendPodAsync(n);
        }
        _server.Send("]}");
        _server.End();
        var (picked, unfinished) = await reading;
        Assert.Equal((40, null), (picked.Count, unfinished));
    }

    [Fact]
    public async Task A_list_of_which_nothing_arrives_any_more_is_given_up_and_says_how_much_was_seen()
    {
        var reading = await BeginAsync();
        _clock.Step(s_almost);
        await SendPodAsync(1);
        Assert.False(reading.IsCompleted);
        await GiveUpAsync(reading);
        var (picked, unfinished) = await reading;
        Assert.Equal(["pod-0", "pod-1"], picked);
        Assert.Equal("the list of pods ended early, after 2 pods: the request to list pods got no response in time", $"{unfinished}");
    }

    [Fact]
    public async Task A_list_of_which_nothing_was_seen_is_a_failure()
    {
        using var connection = new ClusterConnection(_aws, _server.Kubeconfig, TimeProvider.System, _clock);
        var cluster = await connection.OpenAsync(s_scope, Story.Stop);
        var reading = cluster.FromPodsAsync<string>(null, _ => [], Story.Stop);
        _server.Send("""{"items":[""");
        await GiveUpAsync(reading);
        await Assert.ThrowsAsync<RemoteFailureException>(() => reading);
    }

    /// <summary>The first pod has been read.</summary>
    private async Task<Task<PodsSeen<string>>> BeginAsync()
    {
        var connection = new ClusterConnection(_aws, _server.Kubeconfig, TimeProvider.System, _clock);
        var cluster = await connection.OpenAsync(s_scope, Story.Stop);
        var reading = cluster.FromPodsAsync<string>(null, pod =>
        {
            _seen.Release();
            return [pod.Metadata.Name];
        }, Story.Stop);
        _server.Send("""{"items":[""");
        await SendPodAsync(0);
        return reading;
    }

    private async Task SendPodAsync(int number)
    {
        _server.Send($$$"""
            {{{(number == 0 ? "" : ",")}}}{"metadata":{"name":"pod-{{{number}}}","namespace":"shop","uid":"{{{number}}}"},"spec":{}}
            """);
        Assert.True(await _seen.WaitAsync(s_patience, Story.Stop), $"pod {number} was not read within {s_patience}");
    }

    /// <summary>The reader may be about to wait for the next part, so time goes on until it has given up.</summary>
    private async Task GiveUpAsync(Task reading)
    {
        while (!reading.IsCompleted)
        {
            _clock.Step(s_almost + s_more);
            await Task.Yield();
        }
    }
}
