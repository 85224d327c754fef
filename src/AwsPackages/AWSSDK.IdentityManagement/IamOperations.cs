using Amazon.IdentityManagement.Model;
using Amazon.Runtime.Internal;
using AwsPackages.Kit;

namespace Amazon.IdentityManagement;

internal static class IamOperations
{
    private static readonly QueryProtocol Protocol = new(AmazonIdentityManagementServiceConfig.Traits, IamErrors.Known);

    public static readonly InvokeOptions GetInstanceProfile = Protocol.Operation<GetInstanceProfileRequest, GetInstanceProfileResponse>(
        "GetInstanceProfile",
        input => new() { { "InstanceProfileName", input.InstanceProfileName } },
        xml => new() { InstanceProfile = xml.Part("InstanceProfile")?.ToInstanceProfile() });

    public static readonly InvokeOptions GetPolicy = Protocol.Operation<GetPolicyRequest, GetPolicyResponse>(
        "GetPolicy",
        input => new() { { "PolicyArn", input.PolicyArn } },
        xml => new() { Policy = xml.Part("Policy")?.ToManagedPolicy() });

    public static readonly InvokeOptions GetPolicyVersion = Protocol.Operation<GetPolicyVersionRequest, GetPolicyVersionResponse>(
        "GetPolicyVersion",
        input => new() { { "PolicyArn", input.PolicyArn }, { "VersionId", input.VersionId } },
        xml => new() { PolicyVersion = xml.Part("PolicyVersion")?.ToPolicyVersion() });

    public static readonly InvokeOptions GetRole = Protocol.Operation<GetRoleRequest, GetRoleResponse>(
        "GetRole",
        input => new() { { "RoleName", input.RoleName } },
        xml => new() { Role = xml.Part("Role")?.ToRole() });

    public static readonly InvokeOptions GetRolePolicy = Protocol.Operation<GetRolePolicyRequest, GetRolePolicyResponse>(
        "GetRolePolicy",
        input => new() { { "PolicyName", input.PolicyName }, { "RoleName", input.RoleName } },
        xml => new() { PolicyDocument = xml.Text("PolicyDocument"), PolicyName = xml.Text("PolicyName"), RoleName = xml.Text("RoleName") });

    public static readonly InvokeOptions ListAttachedRolePolicies = Protocol.Operation<ListAttachedRolePoliciesRequest, ListAttachedRolePoliciesResponse>(
        "ListAttachedRolePolicies",
        input => new() { { "Marker", input.Marker }, { "MaxItems", input.MaxItems }, { "PathPrefix", input.PathPrefix }, { "RoleName", input.RoleName } },
        xml => new()
        {
            AttachedPolicies = xml.List("AttachedPolicies", policy => new AttachedPolicyType { PolicyArn = policy.Text("PolicyArn"), PolicyName = policy.Text("PolicyName") }),
            IsTruncated = xml.Flag("IsTruncated"),
            Marker = xml.Text("Marker"),
        });

    public static readonly InvokeOptions ListRolePolicies = Protocol.Operation<ListRolePoliciesRequest, ListRolePoliciesResponse>(
        "ListRolePolicies",
        input => new() { { "Marker", input.Marker }, { "MaxItems", input.MaxItems }, { "RoleName", input.RoleName } },
        xml => new()
        {
            IsTruncated = xml.Flag("IsTruncated"),
            Marker = xml.Text("Marker"),
            PolicyNames = xml.List("PolicyNames", name => name.Value),
        });
}
