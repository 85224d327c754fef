using System.Text.Json.Nodes;

namespace Remediator.EndToEnd.Tests.Template;

/// <summary>Who may publish findings and write to the table, whatever the policies of other identities allow.</summary>
public class HardeningTests
{
    private const string Writer = "arn:aws:iam::123456789012:role/operators";

    [Fact]
    public void The_topic_of_findings_accepts_publishes_of_the_role_of_the_function_alone()
    {
        var statements = StackTemplate.Of("template.yaml").ResourcesOf("AWS::SNS::TopicPolicy")
            .Single(policy => policy.Id == "FindingsTopicPolicy").Properties["PolicyDocument"]!["Statement"]!.AsArray();
        Assert.Equal(2, statements.Count);
        Assert.All(statements, statement =>
            Assert.Equal(("sns:Publish", "FindingsTopic"), ((string?)statement!["Action"], (string?)statement["Resource"])));
        var (function, everybodyElse) = (statements[0]!, statements[1]!);
        Assert.Equal(("Allow", """{"AWS":"RemediatorRole.Arn"}"""),
            ((string?)function["Effect"], function["Principal"]!.ToJsonString()));
        Assert.Equal(("Deny", "*", """{"ArnNotEquals":{"aws:PrincipalArn":"RemediatorRole.Arn"}}"""),
            ((string?)everybodyElse["Effect"], (string?)everybodyElse["Principal"], everybodyElse["Condition"]!.ToJsonString()));
    }

    [Fact]
    public void A_topic_of_somebody_elses_keeps_its_own_policy() =>
        Assert.DoesNotContain(
            StackTemplate.Of("template.yaml", ("FindingsTopicArn", "arn:aws:sns:us-west-2:123456789012:findings"))
                .ResourcesOf("AWS::SNS::TopicPolicy"),
            policy => policy.Id == "FindingsTopicPolicy");

    [Fact]
    public void Nobody_but_the_function_writes_to_the_table_except_for_the_item_that_stops_all_writes()
    {
        var statements = Statements();
        Assert.All(statements, statement =>
        {
            Assert.Equal("Deny", (string?)statement!["Effect"]);
            Assert.Equal("""{"aws:PrincipalArn":"RemediatorRole.Arn"}""", statement["Condition"]!["ArnNotEquals"]!.ToJsonString());
            Assert.Null(statement["Condition"]!["ArnNotLike"]);
        });
        Assert.Equal(
            ["dynamodb:BatchWriteItem", "dynamodb:DeleteItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:PartiQLDelete",
                "dynamodb:PartiQLInsert", "dynamodb:PartiQLUpdate"],
            statements.SelectMany(statement => statement!["Action"]!.AsArray()).Select(action => (string)action!));
        Assert.Equal("""{"dynamodb:LeadingKeys":"control"}""",
            statements[0]!["Condition"]!["ForAnyValue:StringNotEquals"]!.ToJsonString());
    }

    [Fact]
    public void Those_who_decide_from_a_terminal_can_be_named() =>
        Assert.All(Statements(("TableWriters", Writer)), statement =>
            Assert.Equal($$"""{"aws:PrincipalArn":["{{Writer}}"]}""", statement!["Condition"]!["ArnNotLike"]!.ToJsonString()));

    [Fact]
    public void A_partition_for_which_AWS_announced_no_policies_of_tables_gets_none() =>
        Assert.False(Table(("AWS::Partition", "aws-cn")).ContainsKey("ResourcePolicy"));

    /// <summary>The table names the role, so the role must not name the table: CloudFormation refuses a circle.</summary>
    [Fact]
    public void The_right_to_the_table_stands_beside_the_role() =>
        Assert.DoesNotContain("IncidentTable",
            StackTemplate.Of("template.yaml").ResourcesOf("AWS::IAM::Role").Single().Properties.ToJsonString(), StringComparison.Ordinal);

    private static JsonArray Statements(params (string, string)[] parameters) =>
        Table(parameters)["ResourcePolicy"]!["PolicyDocument"]!["Statement"]!.AsArray();

    private static JsonObject Table(params (string, string)[] parameters) =>
        StackTemplate.Of("template.yaml", parameters).ResourcesOf("AWS::DynamoDB::Table").Single().Properties;
}
