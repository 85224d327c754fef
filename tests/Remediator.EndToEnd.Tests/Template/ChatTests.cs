using System.Text.Json.Nodes;

namespace Remediator.EndToEnd.Tests.Template;

/// <summary>The Slack channel and its buttons, of <c>infra/chat.yaml</c>.</summary>
public class ChatTests
{
    private static readonly StackTemplate s_chat = StackTemplate.Of(
        "infra/chat.yaml", ("SlackWorkspaceId", "T0123ABCD"), ("SlackChannelId", "C0123ABCD"),
        ("TopicArn", "arn:aws:sns:us-west-2:123456789012:findings"));

    /// <summary>https://docs.aws.amazon.com/chatbot/latest/APIReference/API_CustomActionDefinition.html</summary>
    [Fact]
    public void The_command_of_a_button_fits_into_100_characters_in_every_region() =>
        Assert.All(Commands(), command =>
            Assert.InRange(command.Replace("us-west-2", "ap-southeast-1", StringComparison.Ordinal).Length, 1, 100));

    [Fact]
    public void The_buttons_pass_the_hash_of_the_plan_to_the_alias_for_decisions() =>
        Assert.Equal(
            ["""lambda invoke --function-name remediate:approvals --payload {"approve":"$h"} --region us-west-2""",
                """lambda invoke --function-name remediate:approvals --payload {"reject":"$h"} --region us-west-2"""],
            Commands());

    [Fact]
    public void A_button_shows_only_where_the_message_contains_a_plan() =>
        Assert.All(Actions(), action => Assert.Equal(
            """[{"Operator":"HAS_VALUE","VariableName":"h"}] {"h":"event.metadata.additionalContext.planHash"}""",
            $"{action["Attachments"]![0]!["Criteria"]!.ToJsonString()} {action["Attachments"]![0]!["Variables"]!.ToJsonString()}"));

    [Fact]
    public void The_channel_allows_nothing_but_decisions()
    {
        var decide = s_chat.ResourcesOf("AWS::IAM::ManagedPolicy").Single();
        Assert.Equal(
            [new Grant("lambda:InvokeFunction", "arn:aws:lambda:us-west-2:123456789012:function:remediate:approvals", null)],
            TemplateRole.GrantsOf(decide.Properties["PolicyDocument"]!));
        var channel = s_chat.ResourcesOf("AWS::Chatbot::SlackChannelConfiguration").Single().Properties;
        Assert.Equal([decide.Id], channel["GuardrailPolicies"]!.AsArray().Select(policy => (string?)policy));
        Assert.Equal("true", (string?)channel["UserRoleRequired"]);
        Assert.False(s_chat.ResourcesOf("AWS::IAM::Role").Single().Properties.ContainsKey("ManagedPolicyArns"));
    }

    [Fact]
    public void The_stack_connects_a_channel_only_where_one_is_given()
    {
        Assert.Empty(StackTemplate.Of("template.yaml").ResourcesOf("AWS::CloudFormation::Stack"));
        Assert.Empty(StackTemplate.Of("template.yaml", ("SlackWorkspaceId", "T0123ABCD")).ResourcesOf("AWS::CloudFormation::Stack"));
        var nested = StackTemplate.Of("template.yaml", ("SlackWorkspaceId", "T0123ABCD"), ("SlackChannelId", "C0123ABCD"))
            .ResourcesOf("AWS::CloudFormation::Stack").Single();
        Assert.Equal("infra/chat.yaml", (string?)nested.Properties["TemplateURL"]);
        Assert.Empty(nested.Properties["Parameters"]!.AsObject().Select(parameter => parameter.Key).Except(s_chat.Parameters));
    }

    [Fact]
    public void For_a_channel_that_is_configured_already_only_the_buttons_and_the_policy_are_made()
    {
        var attached = StackTemplate.Of("infra/chat.yaml", ("ChannelSetup", "attach"), ("TopicArn", "topic"));
        Assert.Empty(attached.Refusals);
        Assert.Empty(attached.ResourcesOf("AWS::Chatbot::SlackChannelConfiguration").Concat(attached.ResourcesOf("AWS::IAM::Role")));
        Assert.Equal(["Approve", "Reject", "Decide"], new[] { "ApproveArn", "RejectArn", "DecidePolicyArn" }
            .Select(output => attached.Outputs[output]));
        var nested = StackTemplate.Of("template.yaml", ("SlackChannelSetup", "attach")).ResourcesOf("AWS::CloudFormation::Stack").Single();
        Assert.Equal("attach", (string?)nested.Properties["Parameters"]!["ChannelSetup"]);
    }

    [Fact]
    public void A_channel_cannot_be_made_without_its_ids() =>
        Assert.Equal(["ChannelSetup is make, and SlackWorkspaceId is not given", "ChannelSetup is make, and SlackChannelId is not given"],
            StackTemplate.Of("infra/chat.yaml", ("TopicArn", "topic")).Refusals);

    [Theory]
    [InlineData("us-west-2", true)]
    [InlineData("ap-northeast-1", true)]
    [InlineData("cn-north-1", false)]
    [InlineData("us-gov-west-1", false)]
    [InlineData("eusc-de-east-1", false)]
    public void Slack_is_refused_where_the_partition_has_no_such_service(string region, bool isAccepted)
    {
        (string, string)[] ids = [("SlackWorkspaceId", "T0123ABCD"), ("SlackChannelId", "C0123ABCD"), ("AWS::Region", region)];
        Assert.Equal(isAccepted, !StackTemplate.Of("template.yaml", ids).Refusals.Any());
        Assert.Equal(isAccepted,
            !StackTemplate.Of("template.yaml", ("SlackChannelSetup", "attach"), ("AWS::Region", region)).Refusals.Any());
        Assert.Empty(StackTemplate.Of("template.yaml", ("AWS::Region", region)).Refusals);
    }

    private static IEnumerable<JsonObject> Actions() =>
        s_chat.ResourcesOf("AWS::Chatbot::CustomAction").Select(action => action.Properties);

    private static IEnumerable<string> Commands() => Actions().Select(action => (string)action["Definition"]!["CommandText"]!);
}
