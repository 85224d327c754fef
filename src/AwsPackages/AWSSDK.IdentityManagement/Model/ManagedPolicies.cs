using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

public class GetPolicyRequest : AmazonIdentityManagementServiceRequest
{
    public string? PolicyArn { get; set; }
}

public class GetPolicyResponse : AmazonWebServiceResponse
{
    public ManagedPolicy? Policy { get; set; }
}

public class GetPolicyVersionRequest : AmazonIdentityManagementServiceRequest
{
    public string? PolicyArn { get; set; }

    public string? VersionId { get; set; }
}

public class GetPolicyVersionResponse : AmazonWebServiceResponse
{
    public PolicyVersion? PolicyVersion { get; set; }
}

public class ManagedPolicy
{
    public string? PolicyName { get; set; }

    public string? PolicyId { get; set; }

    public string? Arn { get; set; }

    public string? Path { get; set; }

    public string? DefaultVersionId { get; set; }

    public int? AttachmentCount { get; set; }

    public int? PermissionsBoundaryUsageCount { get; set; }

    public bool? IsAttachable { get; set; }

    public string? Description { get; set; }

    public DateTime? CreateDate { get; set; }

    public DateTime? UpdateDate { get; set; }

    public List<Tag>? Tags { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}

public class PolicyVersion
{
    public string? Document { get; set; }

    public string? VersionId { get; set; }

    public bool? IsDefaultVersion { get; set; }

    public DateTime? CreateDate { get; set; }
}
