using System.Text.Json.Nodes;

namespace Remediator.EndToEnd.Tests.Template;

/// <summary>What is kept is encrypted: with keys of AWS, or with one of the account.</summary>
public class EncryptionTests
{
    private static readonly StackTemplate s_plain = StackTemplate.Of("template.yaml");
    private static readonly StackTemplate s_ownKey = StackTemplate.Of("template.yaml", ("Encryption", "customer"));

    [Fact]
    public void Queues_are_encrypted_by_sqs_or_with_the_key_of_the_stack()
    {
        Assert.All(s_plain.ResourcesOf("AWS::SQS::Queue"), queue => Assert.Equal(("true", null), EncryptionOf(queue.Properties)));
        Assert.All(s_ownKey.ResourcesOf("AWS::SQS::Queue"), queue => Assert.Equal((null, "DataKey"), EncryptionOf(queue.Properties)));
    }

    [Fact]
    public void The_topic_of_findings_is_encrypted_and_alarms_can_reach_the_topic_of_operations()
    {
        Assert.Equal(["alias/aws/sns", null],
            s_plain.ResourcesOf("AWS::SNS::Topic").Select(topic => (string?)topic.Properties["KmsMasterKeyId"]));
        Assert.Equal(["DataKey", "DataKey"],
            s_ownKey.ResourcesOf("AWS::SNS::Topic").Select(topic => (string?)topic.Properties["KmsMasterKeyId"]));
        Assert.Equal("DataKey.Arn", (string?)s_ownKey.ResourcesOf("AWS::Logs::LogGroup").Single().Properties["KmsKeyId"]);
    }

    [Fact]
    public void The_table_is_encrypted_with_a_key_of_aws_or_with_the_key_of_the_stack() =>
        Assert.Equal(
            [null, "DataKey"],
            new[] { s_plain, s_ownKey }.Select(template =>
                (string?)template.ResourcesOf("AWS::DynamoDB::Table").Single().Properties["SSESpecification"]!["KMSMasterKeyId"]));

    [Fact]
    public void The_key_serves_the_services_that_send_and_the_function()
    {
        var statements = s_ownKey.ResourcesOf("AWS::KMS::Key").Single().Properties["KeyPolicy"]!["Statement"]!.AsArray();
        var services = statements.Single(statement => (string?)statement!["Sid"] == "RulesAndAlarms")!;
        Assert.Equal("""["events.amazonaws.com","cloudwatch.amazonaws.com"]""", services["Principal"]!["Service"]!.ToJsonString());
        Assert.Equal("123456789012", (string?)services["Condition"]!["StringEqualsIfExists"]!["aws:SourceAccount"]);
        Assert.Equal(
            """["arn:aws:events:us-west-2:123456789012:rule/*","arn:aws:cloudwatch:us-west-2:123456789012:alarm:remediator-*"]""",
            services["Condition"]!["ArnLikeIfExists"]!["aws:SourceArn"]!.ToJsonString());
        Assert.Equal(
            [new Grant("kms:Decrypt", "DataKey.Arn", null), new Grant("kms:GenerateDataKey", "DataKey.Arn", null)],
            TemplateRole.Actions("report", ("Encryption", "customer")).Except(TemplateRole.Actions("report")));
    }

    [Fact]
    public async Task The_key_outlives_the_stack()
    {
        var key = JsonNode.Parse(await Deployment.Translated())!["Resources"]!["DataKey"]!;
        Assert.Equal(("RetainExceptOnCreate", "Retain"), ((string?)key["DeletionPolicy"], (string?)key["UpdateReplacePolicy"]));
    }

    [Fact]
    public async Task Moto_creates_the_stack_with_its_own_key() =>
        Assert.StartsWith("arn:aws:kms:us-west-2:123456789012:key/",
            (string?)(await Deployment.Of("Encryption=customer"))["outputs"]!["KeyArn"]);

    private static (string?, string?) EncryptionOf(JsonObject queue) =>
        ((string?)queue["SqsManagedSseEnabled"], (string?)queue["KmsMasterKeyId"]);
}
