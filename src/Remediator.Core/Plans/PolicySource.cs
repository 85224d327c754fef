using Remediator.Core.Policies.Language;
using Remediator.Core.Proposals;

namespace Remediator.Core.Plans;

public enum SourceTool
{
    CloudFormation,
    Terraform,
}

public static class SourceToolNames
{
    private static readonly WireNames<SourceTool> s_names = new(
        (SourceTool.CloudFormation, "CloudFormation"),
        (SourceTool.Terraform, "Terraform"));

    extension(SourceTool sourceTool)
    {
        public string WireName => s_names.Of(sourceTool);

        /// <exception cref="FormatException">It has another name.</exception>
        public static SourceTool FromWire(string name) => s_names.Parse(name);
    }
}

/// <summary>
/// The code that a repository is made from, as far as its tags show: its next apply undoes what is changed here.
/// </summary>
public sealed record PolicySource(SourceTool Tool, string? Name)
{
    private const string StackName = "aws:cloudformation:stack-name";

    private static readonly string[] s_terraformKeys = ["terraform", "managedby", "provisioner", "createdby", "provisionedby", "iac",
        "iactool"];

    /// <summary>
    /// CloudFormation tags what it makes by itself, and nobody else may set its tags; Terraform has no tag of its own, only customs.
    /// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-resource-tags.html
    /// </summary>
    public static PolicySource? Of(IReadOnlyDictionary<string, string> tags) =>
        tags.TryGetValue(StackName, out var stack) ? new(SourceTool.CloudFormation, stack)
        : tags.Any(IsTerraform) ? new(SourceTool.Terraform, null)
        : null;

    public Message Warning => Tool switch
    {
        SourceTool.CloudFormation => new Message("warning.cloudformation", ("stack", Name!)),
        _ => new Message("warning.terraform"),
    };

    /// <summary>The change as this tool wants it written; <paramref name="after"/> null: no policy is left.</summary>
    public string Snippet(string repository, PolicyDocument? after) => (Tool, after) switch
    {
        (SourceTool.CloudFormation, null) => "# AWS::ECR::Repository: remove RepositoryPolicyText",
        (SourceTool.CloudFormation, _) => $"RepositoryPolicyText: {JsonText.Compact(JsonNode.Parse(after.Text)!)}",
        (_, null) => $"# remove the aws_ecr_repository_policy of {repository}",
        _ => $$"""
            resource "aws_ecr_repository_policy" "this" {
              repository = "{{repository}}"
              policy     = jsonencode({{Code.Hcl(JsonText.Compact(JsonNode.Parse(after.Text)!))}})
            }
            """,
    };

    private static bool IsTerraform(KeyValuePair<string, string> tag)
    {
        var key = string.Concat(tag.Key.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
        return s_terraformKeys.Contains(key)
            && (key == "terraform"
                ? tag.Value.Trim().ToLowerInvariant() is not ("false" or "no")
                : tag.Value.Contains("terraform", StringComparison.OrdinalIgnoreCase));
    }
}
