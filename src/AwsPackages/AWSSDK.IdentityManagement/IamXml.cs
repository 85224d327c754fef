using System.Xml.Linq;
using Amazon.IdentityManagement.Model;
using AwsPackages.Kit;

namespace Amazon.IdentityManagement;

/// <summary>Policy documents stay URL-encoded (RFC 3986), as in the SDK.</summary>
internal static class IamXml
{
    public static Role ToRole(this XElement xml) => new()
    {
        Arn = xml.Text("Arn"),
        AssumeRolePolicyDocument = xml.Text("AssumeRolePolicyDocument"),
        CreateDate = xml.Time("CreateDate"),
        Description = xml.Text("Description"),
        MaxSessionDuration = xml.Number("MaxSessionDuration"),
        Path = xml.Text("Path"),
        PermissionsBoundary = xml.Part("PermissionsBoundary") is { } boundary
            ? new()
            {
                PermissionsBoundaryArn = boundary.Text("PermissionsBoundaryArn"),
                PermissionsBoundaryType = boundary.Text("PermissionsBoundaryType"),
            }
            : null,
        RoleId = xml.Text("RoleId"),
        RoleLastUsed = xml.Part("RoleLastUsed") is { } used ? new() { LastUsedDate = used.Time("LastUsedDate"), Region = used.Text("Region") } : null,
        RoleName = xml.Text("RoleName"),
        Tags = xml.List("Tags", ToTag),
    };

    public static InstanceProfile ToInstanceProfile(this XElement xml) => new()
    {
        Arn = xml.Text("Arn"),
        CreateDate = xml.Time("CreateDate"),
        InstanceProfileId = xml.Text("InstanceProfileId"),
        InstanceProfileName = xml.Text("InstanceProfileName"),
        Path = xml.Text("Path"),
        Roles = xml.List("Roles", ToRole),
        Tags = xml.List("Tags", ToTag),
    };

    public static ManagedPolicy ToManagedPolicy(this XElement xml) => new()
    {
        Arn = xml.Text("Arn"),
        AttachmentCount = xml.Number("AttachmentCount"),
        CreateDate = xml.Time("CreateDate"),
        DefaultVersionId = xml.Text("DefaultVersionId"),
        Description = xml.Text("Description"),
        IsAttachable = xml.Flag("IsAttachable"),
        Path = xml.Text("Path"),
        PermissionsBoundaryUsageCount = xml.Number("PermissionsBoundaryUsageCount"),
        PolicyId = xml.Text("PolicyId"),
        PolicyName = xml.Text("PolicyName"),
        Tags = xml.List("Tags", ToTag),
        UpdateDate = xml.Time("UpdateDate"),
    };

    public static PolicyVersion ToPolicyVersion(this XElement xml) => new()
    {
        CreateDate = xml.Time("CreateDate"),
        Document = xml.Text("Document"),
        IsDefaultVersion = xml.Flag("IsDefaultVersion"),
        VersionId = xml.Text("VersionId"),
    };

    private static Tag ToTag(XElement xml) => new() { Key = xml.Text("Key"), Value = xml.Text("Value") };
}
