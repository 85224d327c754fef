using Remediator.Core.Common;
using Remediator.Core.Findings;
using Remediator.Core.Plans;
using Remediator.Core.Policies.Language;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests.Plans;

/// <summary>A policy that is kept in code comes back with the next apply, so the finding says where to change it.</summary>
public class PolicySourceTests
{
    [Fact]
    public void A_repository_of_a_stack_is_managed_by_CloudFormation()
    {
        var patch = Patched(("aws:cloudformation:stack-name", "registry"), ("aws:cloudformation:logical-id", "Ui"));
        Assert.Equal(new Message("warning.cloudformation", ("stack", "registry")), Assert.Single(patch.Warnings));
        Assert.StartsWith("""RepositoryPolicyText: {"Version":"2012-10-17","Statement":[{"Sid":"new policy","Effect":"Deny",""",
            patch.Source!.Snippet(patch.Repository, patch.After), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("terraform", "true")]
    [InlineData("Terraform", "")]
    [InlineData("ManagedBy", "Terraform")]
    [InlineData("managed-by", "terraform-registry-module")]
    [InlineData("iac_tool", "terraform")]
    public void A_repository_with_one_of_the_customary_tags_is_managed_by_Terraform(string key, string value) =>
        Assert.Equal(new Message("warning.terraform"), Assert.Single(Patched((key, value)).Warnings));

    [Theory]
    [InlineData("terraform", "false")]
    [InlineData("ManagedBy", "platform-team")]
    [InlineData("team", "terraform")]
    [InlineData("cloudformation", "true")]
    public void Any_other_tag_gives_no_warning(string key, string value)
    {
        var patch = Patched((key, value));
        Assert.Empty(patch.Warnings);
        Assert.Null(patch.Source);
    }

    [Fact]
    public void A_policy_variable_is_not_taken_for_a_Terraform_template()
    {
        var policy = PolicyDocument.Parse(
            """{"Statement":[{"Sid":"%{x}","Effect":"Deny","Principal":"*","Action":"ecr:PutImage","Resource":"""
                + "\"${aws:PrincipalTag/team}\"}]}");
        var snippet = new PolicySource(SourceTool.Terraform, null).Snippet("shop/ui", policy);
        Assert.Contains("\"$${aws:PrincipalTag/team}\"", snippet, StringComparison.Ordinal);
        Assert.Contains("\"%%{x}\"", snippet, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SourceTool.CloudFormation, "# AWS::ECR::Repository: remove RepositoryPolicyText")]
    [InlineData(SourceTool.Terraform, "# remove the aws_ecr_repository_policy of shop/ui")]
    public void When_no_policy_remains_the_snippet_says_to_remove_it_from_the_code(SourceTool tool, string snippet) =>
        Assert.Equal(snippet, new PolicySource(tool, "registry").Snippet("shop/ui", null));

    [Fact]
    public void The_finding_carries_the_snippet()
    {
        var finding = FindingJson.Of(Situation.Found(Situation.Facts with
        {
            RepositoryTags = Tags(("aws:cloudformation:stack-name",
            "registry"))
        }));
        Assert.Equal(("CloudFormation", "registry"),
            ((string?)finding["plan"]!["source"]!["tool"], (string?)finding["plan"]!["source"]!["name"]));
        Assert.StartsWith("RepositoryPolicyText: ", (string?)finding["plan"]!["source"]!["snippet"], StringComparison.Ordinal);
    }

    private static PolicyPatch Patched(params (string, string)[] tags) =>
        Assert.IsType<Plan.PatchPolicy>(Situation.Planned(Situation.Facts with { RepositoryTags = Tags(tags) })).Patch;

    private static Fact<IReadOnlyDictionary<string, string>> Tags(params (string, string)[] tags) =>
        Situation.Tags([(OptIns.TagKey, OptIns.TagValue), .. tags]);
}
