
using Remediator.Core.Policies.Language;
using Remediator.Core.PullTexts;

namespace Remediator.Core.Tests.PullTexts;

public sealed class DenialTailTests
{
    private const string User = "arn:aws:sts::123456789012:assumed-role/NodeRole/i-0abc12345def67890";
    private const string Repository = "arn:aws:ecr:us-west-2:123456789012:repository/orders/api";
    private const string Denied = $"User: {User} is not authorized to perform: ecr:BatchGetImage on resource: {Repository}";

    [Theory]
    [InlineData("with an explicit deny in a service control policy", PolicyKind.ServiceControl, true)]
    [InlineData("with an explicit deny in a VPC endpoint policy", PolicyKind.Endpoint, true)]
    [InlineData("with an explicit deny in a VPC endpoint policy transitively through a service control policy", PolicyKind.Endpoint,
        true)]
    [InlineData("with an explicit deny in a permissions boundary", PolicyKind.Boundary, true)]
    [InlineData("with an explicit deny in a sessions policy", PolicyKind.Session, true)]
    [InlineData("with an explicit deny in a resource-based policy", PolicyKind.Resource, true)]
    [InlineData("with an explicit deny in an identity-based policy", PolicyKind.Identity, true)]
    [InlineData("because no VPC endpoint policy allows the ecr:BatchGetImage action", PolicyKind.Endpoint, false)]
    [InlineData("because no permissions boundary allows the ecr:BatchGetImage action", PolicyKind.Boundary, false)]
    [InlineData("because no session policy allows the ecr:BatchGetImage action", PolicyKind.Session, false)]
    [InlineData("because no resource-based policy allows the ecr:BatchGetImage action", PolicyKind.Resource, false)]
    [InlineData("because no identity-based policy allows the ecr:BatchGetImage action", PolicyKind.Identity, false)]
    public void Every_form_of_IAMs_grammar_is_read(string words, PolicyKind policy, bool isExplicit) =>
        Assert.Equal(new DenialTail(User, "ecr:BatchGetImage", Repository, new(policy, isExplicit)),
            DenialTail.In($"denied: {Denied} {words}"));

    [Fact]
    public void The_second_line_of_newer_containerd_is_read()
    {
        var text =
            $"unexpected status from HEAD request to https://x/v2/y/manifests/1: 403 Forbidden\ndenied: {Denied} with an explicit deny in "
                + $"a resource-based policy";

        Assert.Equal(new DenialContext(PolicyKind.Resource, true), PullText.Read(text).Denial?.Context);
    }

    [Fact]
    public void A_tail_cut_off_before_its_context_keeps_what_it_has() =>
        Assert.Equal(new DenialTail(User, "ecr:BatchGetImage", Repository, null), DenialTail.In(Denied));

    [Fact]
    public void A_tail_without_a_user_still_names_the_action() =>
        Assert.Equal(
            new DenialTail(null, "ecr:GetDownloadUrlForLayer", null, null),
            DenialTail.In("denied: User is not authorized to perform: ecr:GetDownloadUrlForLayer"));

    [Fact]
    public void A_bare_403_contains_no_denial() => Assert.Null(DenialTail.In("403 Forbidden"));
}
