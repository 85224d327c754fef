using System.Text.Json;
using Remediator.Sandbox.Iam;

namespace Remediator.EndToEnd.Tests.Sandbox;

/// <summary>The sandbox's own reading of IAM, where a world's pulls hang on it.</summary>
public sealed class IamEvaluationTests
{
    private const string Role = "arn:aws:iam::111122223333:role/nodes";
    private const string Pull = """{"Statement":{"Effect":"Allow","Action":["ecr:BatchGet*"],"Resource":"*"}}""";

    [Theory]
    [InlineData(Pull, null, null, true)]
    [InlineData("""{"Statement":[]}""", null, null, false)]
    [InlineData(Pull, null, """{"Statement":{"Effect":"Deny","Principal":"*","NotAction":"ecr:PutImage"}}""", false)]
    [InlineData(Pull, null, """{"Statement":{"Effect":"Deny","Principal":{"AWS":"arn:aws:sts::111122223333:assumed-role/nodes/i-1"}"""
        + ""","Action":"*"}}""", false)]
    [InlineData(Pull, null, """{"Statement":{"Effect":"Deny","Principal":{"AWS":"444455556666"},"Action":"*"}}""", true)]
    [InlineData(Pull, null, """{"Statement":{"Effect":"Deny","NotPrincipal":{"AWS":"arn:aws:iam::111122223333:role/nodes"}"""
        + ""","Action":"*"}}""", true)]
    [InlineData(Pull, null, """{"Statement":{"Effect":"Deny","Principal":"*","Action":"*","Condition":{"StringNotEquals":"""
        + """{"aws:PrincipalOrgID":"o-1"}}}}""", false)]
    [InlineData(Pull, null, """{"Statement":{"Effect":"Deny","Principal":"*","Action":"*","Condition":{"StringNotEqualsIfExists":"""
        + """{"aws:SourceVpce":"vpce-1"}}}}""", false)]
    [InlineData(Pull, null, """{"Statement":{"Effect":"Deny","Principal":"*","Action":"*","Condition":{"ArnLike":"""
        + """{"aws:PrincipalArn":"arn:aws:iam::*:role/ci-*"}}}}""", true)]
    [InlineData("""{"Statement":[]}""", null, """{"Statement":{"Effect":"Allow","Principal":"""
        + """{"AWS":"arn:aws:iam::111122223333:role/nodes"},"Action":"ecr:BatchGetImage"}}""", true)]
    [InlineData("""{"Statement":[]}""", null, """{"Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"}"""
        + ""","Action":"ecr:BatchGetImage"}}""", false)]
    [InlineData(Pull, """{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}""", null, false)]
    public void Decides(string identity, string? boundary, string? resource, bool allowed)
    {
        var judged = IamEvaluation.Evaluate(Request("111122223333"), new([Json(identity)!.Value], Json(boundary), Json(resource), []));
        Assert.Equal(allowed, judged.Allowed);
    }

    [Theory]
    [InlineData("""{"Statement":{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"ecr:*"}}""", true)]
    [InlineData(null, false)]
    public void Another_account_s_repository_has_to_allow_it_as_well(string? resource, bool allowed) =>
        Assert.Equal(allowed, IamEvaluation.Evaluate(Request("444455556666"), new([Json(Pull)!.Value], null, Json(resource), [])).Allowed);

    private static AccessRequest Request(string account) => new(
        Role, "arn:aws:sts::111122223333:assumed-role/nodes/i-1", "ecr:BatchGetImage", $"arn:aws:ecr:us-west-2:{account}:repository/ui",
        new Dictionary<string, string> { ["aws:SourceVpce"] = "vpce-2" });

    private static JsonElement? Json(string? text) => text is null ? null : JsonDocument.Parse(text).RootElement;
}
