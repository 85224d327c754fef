namespace Remediator.Core.Policies.Language;

/// <summary>The actions of ECR, and the few among them that a pull needs.</summary>
public static class EcrActions
{
    /// <summary>
    /// The day <see cref="All"/> was written down: the operations of the ECR API model, and the actions that are a permission only.
    /// </summary>
    public static DateOnly AsOf { get; } = new(2026, 11, 28);

    /// <summary>https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "ecr:BatchCheckLayerAvailability", "ecr:BatchDeleteImage", "ecr:BatchGetImage", "ecr:BatchGetRepositoryScanningConfiguration",
        "ecr:BatchImportUpstreamImage", "ecr:CompleteLayerUpload", "ecr:CreatePullThroughCacheRule", "ecr:CreateRepository",
        "ecr:CreateRepositoryCreationTemplate", "ecr:DeleteLifecyclePolicy", "ecr:DeletePullThroughCacheRule", "ecr:DeleteRegistryPolicy",
        "ecr:DeleteRepository", "ecr:DeleteRepositoryCreationTemplate", "ecr:DeleteRepositoryPolicy", "ecr:DeleteSigningConfiguration",
        "ecr:DeregisterPullTimeUpdateExclusion", "ecr:DescribeImageReplicationStatus", "ecr:DescribeImageScanFindings",
        "ecr:DescribeImageSigningStatus", "ecr:DescribeImages", "ecr:DescribePullThroughCacheRules", "ecr:DescribeRegistry",
        "ecr:DescribeRepositories", "ecr:DescribeRepositoryCreationTemplates", "ecr:GetAccountSetting", "ecr:GetAuthorizationToken",
        "ecr:GetDownloadUrlForLayer", "ecr:GetImageCopyStatus", "ecr:GetLifecyclePolicy", "ecr:GetLifecyclePolicyPreview",
        "ecr:GetRegistryPolicy", "ecr:GetRegistryScanningConfiguration", "ecr:GetRepositoryPolicy", "ecr:GetSigningConfiguration",
        "ecr:InitiateLayerUpload",
        "ecr:ListImageReferrers", "ecr:ListImages", "ecr:ListPullTimeUpdateExclusions", "ecr:ListTagsForResource", "ecr:PutAccountSetting",
        "ecr:PutImage", "ecr:PutImageScanningConfiguration", "ecr:PutImageTagMutability", "ecr:PutLifecyclePolicy", "ecr:PutRegistryPolicy",
        "ecr:PutRegistryScanningConfiguration", "ecr:PutReplicationConfiguration", "ecr:PutSigningConfiguration",
        "ecr:RegisterPullTimeUpdateExclusion", "ecr:ReplicateImage", "ecr:SetRepositoryPolicy", "ecr:StartImageScan",
        "ecr:StartLifecyclePolicyPreview", "ecr:TagResource", "ecr:UntagResource", "ecr:UpdateImageStorageClass",
        "ecr:UpdatePullThroughCacheRule", "ecr:UpdateRepositoryCreationTemplate", "ecr:UploadLayerPart", "ecr:ValidatePullThroughCacheRule",
    ];

    /// <summary>What a repository policy can speak of.</summary>
    internal static IReadOnlyList<string> OfRepository { get; } = [.. All.Where(action => action != GetAuthorizationToken)];

    /// <summary>Whether a registry holds a layer: most clients ask before they push or pull, and a pull does without the answer.</summary>
    public const string BatchCheckLayerAvailability = "ecr:BatchCheckLayerAvailability";

    /// <summary>Without these two no image is pulled.</summary>
    public static IReadOnlyList<string> Pull { get; } = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];

    /// <summary>What a carve-out takes out of a Deny: <see cref="Pull"/>, and what most clients ask before they push or pull.</summary>
    public static IReadOnlyList<string> Lifted { get; } = [.. Pull, BatchCheckLayerAvailability];

    /// <summary>What it takes to change a repository policy.</summary>
    internal static IReadOnlyList<string> OfPolicy { get; } = ["ecr:GetRepositoryPolicy", "ecr:SetRepositoryPolicy"];

    /// <summary>
    /// Has no resource, so it never stands in a repository policy and is decided by identity policies on `*`.
    /// https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html
    /// </summary>
    public const string GetAuthorizationToken = "ecr:GetAuthorizationToken";
}
