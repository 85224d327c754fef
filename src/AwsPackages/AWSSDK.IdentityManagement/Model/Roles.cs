using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

public class GetRoleRequest : AmazonIdentityManagementServiceRequest
{
    public string? RoleName { get; set; }
}

public class GetRoleResponse : AmazonWebServiceResponse
{
    public Role? Role { get; set; }
}

public class GetInstanceProfileRequest : AmazonIdentityManagementServiceRequest
{
    public string? InstanceProfileName { get; set; }
}

public class GetInstanceProfileResponse : AmazonWebServiceResponse
{
    public InstanceProfile? InstanceProfile { get; set; }
}

public class Role
{
    public string? Path { get; set; }

    public string? RoleName { get; set; }

    public string? RoleId { get; set; }

    public string? Arn { get; set; }

    public DateTime? CreateDate { get; set; }

    public string? AssumeRolePolicyDocument { get; set; }

    public string? Description { get; set; }

    public int? MaxSessionDuration { get; set; }

    public AttachedPermissionsBoundary? PermissionsBoundary { get; set; }

    public List<Tag>? Tags { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public RoleLastUsed? RoleLastUsed { get; set; }
}

public class AttachedPermissionsBoundary
{
    public PermissionsBoundaryAttachmentType? PermissionsBoundaryType { get; set; }

    public string? PermissionsBoundaryArn { get; set; }
}

public class RoleLastUsed
{
    public DateTime? LastUsedDate { get; set; }

    public string? Region { get; set; }
}

public class InstanceProfile
{
    public string? Path { get; set; }

    public string? InstanceProfileName { get; set; }

    public string? InstanceProfileId { get; set; }

    public string? Arn { get; set; }

    public DateTime? CreateDate { get; set; }

    public List<Role>? Roles { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public List<Tag>? Tags { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}

public class Tag
{
    public string? Key { get; set; }

    public string? Value { get; set; }
}
