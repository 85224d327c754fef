using Remediator.Core.Facts;
using Remediator.Core.Images;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Proposals;

/// <summary>
/// Makes the key of a repository usable again. ECR decrypts by grants on the key, so the key has to be enabled, and its policy has to let
/// grants be made through ECR: https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html
/// </summary>
internal static class KeyChange
{
    public static ProposedChange? Of(ImageReference.Ecr image, PullFacts facts)
    {
        if (facts.EncryptionKey is not Fact<string?>.Known { Value: { } key })
            return null;
        var statement = new JsonObject
        {
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject { ["AWS"] = $"arn:{image.Registry.Partition}:iam::{image.Registry.Account}:root" },
            ["Action"] = JsonText.ArrayOf(["kms:CreateGrant", "kms:RetireGrant", "kms:DescribeKey"]),
            ["Resource"] = "*",
            ["Condition"] = new JsonObject
            {
                ["StringEquals"] = new JsonObject { ["kms:ViaService"] = $"ecr.{image.Registry.Region}.amazonaws.com" },
            },
        };
        return new(ProposalKind.KmsKey, key, new Message("proposal.kms-key", ("key", key)),
            $"aws kms enable-key --region {ShellCommands.Quote(image.Registry.Region)} --key-id {ShellCommands.Quote(key)}")
        {
            CloudFormation = "# AWS::KMS::Key\nEnabled: true",
            Terraform = "# aws_kms_key\nis_enabled = true",
            Notes = [new(new Message("proposal.key-policy"), JsonText.Compact(statement))],
        };
    }
}
