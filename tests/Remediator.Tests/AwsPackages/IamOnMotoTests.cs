using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using Remediator.Tests.Witnesses;

namespace Remediator.Tests.AwsPackages;

public class IamOnMotoTests(Moto moto)
{
    private const string PullOnly = "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly";
    private const string Trust =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"}"""
            + ""","Action":"sts:AssumeRole"}]}""";
    private readonly string _role = $"role-{Guid.NewGuid():N}";
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_role_has_its_path_id_boundary_and_url_encoded_trust_policy()
    {
        using var iam = await ClientWithRoleAsync();

        var found = (await iam.GetRoleAsync(new() { RoleName = _role }, _cancel)).Role!;

        Assert.Equal($"arn:aws:iam::123456789012:role/nodes/{_role}", found.Arn);
        Assert.Equal("/nodes/", found.Path);
        Assert.StartsWith("AROA", found.RoleId, StringComparison.Ordinal);
        Assert.Equal((PermissionsBoundaryAttachmentType?)"PermissionsBoundaryPolicy", found.PermissionsBoundary!.PermissionsBoundaryType);
        Assert.Equal(PullOnly, found.PermissionsBoundary.PermissionsBoundaryArn);
        Assert.StartsWith("%7B%22Version%22", found.AssumeRolePolicyDocument, StringComparison.Ordinal);
        Assert.Equal(DateTimeKind.Utc, found.CreateDate!.Value.Kind);
        Assert.Equal("v", Assert.Single(found.Tags!).Value);
    }

    [Fact]
    public async Task Inline_policies_are_listed_page_by_page_and_read_url_encoded()
    {
        using var iam = await ClientWithRoleAsync();
        foreach (var name in new[] { "a", "b" })
            await moto.FormAsync("iam", "PutRolePolicy", ("RoleName", _role), ("PolicyName", name),
                ("PolicyDocument", Trust.Replace(""","Principal":{"Service":"ec2.amazonaws.com"}""", ""","Resource":"*" """)));

        List<string> names = [];
        for (string? marker = null; ;)
        {
            var page = await iam.ListRolePoliciesAsync(new() { RoleName = _role, MaxItems = 1, Marker = marker }, _cancel);
            names.AddRange(page.PolicyNames ?? []);
            if (page.IsTruncated is not true)
                break;
            marker = page.Marker;
        }
        var document = (await iam.GetRolePolicyAsync(new() { RoleName = _role, PolicyName = "b" }, _cancel)).PolicyDocument!;

        Assert.Equal(["a", "b"], names);
        Assert.Contains("sts:AssumeRole", Uri.UnescapeDataString(document), StringComparison.Ordinal);
        Assert.DoesNotContain("\"", document, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_attached_policy_leads_to_its_document()
    {
        using var iam = await ClientWithRoleAsync();
        await moto.FormAsync("iam", "AttachRolePolicy", ("RoleName", _role), ("PolicyArn", PullOnly));

        var attached = Assert.Single((await iam.ListAttachedRolePoliciesAsync(new() { RoleName = _role }, _cancel)).AttachedPolicies!);
        var policy = (await iam.GetPolicyAsync(new() { PolicyArn = attached.PolicyArn }, _cancel)).Policy!;
        var version = (await iam.GetPolicyVersionAsync(new() { PolicyArn = attached.PolicyArn, VersionId = policy.DefaultVersionId },
            _cancel)).PolicyVersion!;

        Assert.Equal("AmazonEC2ContainerRegistryPullOnly", attached.PolicyName);
        Assert.True(version.IsDefaultVersion);
        Assert.Contains("ecr:BatchGetImage", Uri.UnescapeDataString(version.Document!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_without_policies_has_no_list()
    {
        using var iam = await ClientWithRoleAsync();
        var answer = await iam.ListAttachedRolePoliciesAsync(new() { RoleName = _role }, _cancel);
        Assert.Null(answer.AttachedPolicies);
        Assert.False(answer.IsTruncated);
    }

    [Fact]
    public async Task An_instance_profile_leads_to_its_role()
    {
        using var iam = await ClientWithRoleAsync();
        await moto.FormAsync("iam", "CreateInstanceProfile", ("InstanceProfileName", _role));
        await moto.FormAsync("iam", "AddRoleToInstanceProfile", ("InstanceProfileName", _role), ("RoleName", _role));

        var profile = (await iam.GetInstanceProfileAsync(new() { InstanceProfileName = _role }, _cancel)).InstanceProfile!;

        Assert.Equal(_role, Assert.Single(profile.Roles!).RoleName);
    }

    [Fact]
    public async Task A_missing_entity_gives_no_such_entity_for_every_operation()
    {
        using var iam = Clients.Iam((await moto.UrlAsync()).ToString());
        Func<Task>[] calls =
        [
            () => iam.GetRoleAsync(new() { RoleName = _role }, _cancel),
            () => iam.GetRolePolicyAsync(new() { RoleName = _role, PolicyName = "p" }, _cancel),
            () => iam.GetInstanceProfileAsync(new() { InstanceProfileName = _role }, _cancel),
            () => iam.GetPolicyAsync(new() { PolicyArn = $"arn:aws:iam::123456789012:policy/{_role}" }, _cancel),
            () => iam.GetPolicyVersionAsync(new() { PolicyArn = $"arn:aws:iam::123456789012:policy/{_role}", VersionId = "v1" }, _cancel),
            () => iam.ListAttachedRolePoliciesAsync(new() { RoleName = _role }, _cancel),
            () => iam.ListRolePoliciesAsync(new() { RoleName = _role }, _cancel),
        ];
        foreach (var call in calls)
        {
            var missing = await Assert.ThrowsAsync<NoSuchEntityException>(call);
            Assert.Equal(("NoSuchEntity", System.Net.HttpStatusCode.NotFound), (missing.ErrorCode, missing.StatusCode));
        }
    }

    private async Task<AmazonIdentityManagementServiceClient> ClientWithRoleAsync()
    {
        await moto.FormAsync("iam", "CreateRole", ("RoleName", _role), ("Path", "/nodes/"), ("AssumeRolePolicyDocument", Trust),
            ("PermissionsBoundary", PullOnly), ("Tags.member.1.Key", "k"), ("Tags.member.1.Value", "v"));
        return Clients.Iam((await moto.UrlAsync()).ToString());
    }
}
