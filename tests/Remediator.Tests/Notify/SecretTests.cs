using Remediator.Core.Common;
using Remediator.Tests.Pipeline;

namespace Remediator.Tests.Notify;

/// <summary>Secrets that the function holds, and some that a node's error quotes, never come out of it.</summary>
public class SecretTests
{
    private const string Planted = "planted-2f1c9a";

    [Theory]
    [InlineData("en")]
    [InlineData("ja")]
    public async Task No_log_message_or_answer_holds_a_secret(string language)
    {
        var error = "failed to pull and unpack image: GET https://prod-us-west-2-starport-layer-bucket.s3.us-west-2.amazonaws.com/layer"
            + $"?X-Amz-Security-Token={Planted}&X-Amz-Credential=ASIA{Planted}&X-Amz-Signature={Planted}: 403 Forbidden, "
            + $"Authorization: Bearer {Planted}{Planted}, AWS_SECRET_ACCESS_KEY={Planted}";
        var scenario = Story.Workshop($$"""
            { "clusters": { "eks-workshop": { "workloads": { "default/ui-private": { "fails": "{{error}}" } } } } }
            """);
        await using var story = await Story.BeginAsync(scenario, [("FINDINGS_LANGUAGE", language)]);
        var answer = await story.DeliverAsync();
        string[] told = [JsonText.Compact(answer), .. story.Log.Select(JsonText.Compact),
            .. story.World.Notifications.Select(one => one.Message + one.Subject)];
        Assert.Contains(told, text => text.Contains("[redacted]", StringComparison.Ordinal));
        string[] secrets = [Planted, story.World.Environment["AWS_SECRET_ACCESS_KEY"], story.World.Environment["AWS_ACCESS_KEY_ID"],
            "k8s-aws-v1."];
        Assert.All(told, text => Assert.All(secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal)));
    }
}
