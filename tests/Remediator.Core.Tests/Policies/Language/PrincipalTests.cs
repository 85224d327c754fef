using Remediator.Core.Policies.Language;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests.Policies.Language;

public class PrincipalTests
{
    [Theory]
    [InlineData("arn:aws:iam::111122223333:role/eks-node", "/", "eks-node")]
    [InlineData("arn:aws-cn:iam::111122223333:role/a/b/eks-node", "/a/b/", "eks-node")]
    public void A_role_ARN_is_read_and_written(string text, string path, string name)
    {
        Assert.True(RoleArn.TryParse(text, out var role));
        Assert.Equal(("111122223333", path, name, text), (role.Account, role.Path, role.Name, role.ToString()));
        Assert.Equal(text.Split(':')[1], role.Partition);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("arn:aws:iam::111122223333:role/")]
    [InlineData("arn:aws:iam::111122223333:role/a/")]
    [InlineData("arn:aws:iam::111122223333:role")]
    [InlineData("arn:aws:iam::111122223333:user/a")]
    [InlineData("arn:aws:iam::11112222333:role/a")]
    [InlineData("arn:aws:iam::11112222333x:role/a")]
    [InlineData("arn:aws:iam:eu:111122223333:role/a")]
    [InlineData("arn:aws:sts::111122223333:role/a")]
    [InlineData("arn::iam::111122223333:role/a")]
    [InlineData("arn:aws:iam::111122223333:role/a*")]
    [InlineData("arn:aws:iam::111122223333:role/a:b")]
    public void Text_that_is_not_a_role_ARN_is_refused(string? text) => Assert.False(RoleArn.TryParse(text, out _));

    [Fact]
    public void The_refusal_says_what_is_accepted() =>
        Assert.Equal("\"x\" is not a role ARN; accepted: arn:aws:iam::123456789012:role/name",
            Assert.Throws<UnreadableException>(() => RoleArn.Parse("x")).Message);

    [Theory]
    [InlineData("arn:aws:iam::111122223333:role/a", typeof(Principal.Role))]
    [InlineData("arn:aws:sts::111122223333:assumed-role/a/s", typeof(Principal.Session))]
    [InlineData("arn:aws:iam::111122223333:user/p/eve", typeof(Principal.User))]
    [InlineData("arn:aws:iam::111122223333:root", typeof(Principal.Root))]
    [InlineData("arn:aws:sts::111122223333:federated-user/eve", typeof(Principal.FederatedUser))]
    public void A_principal_is_known_by_its_ARN(string text, Type kind)
    {
        Assert.True(Principal.TryParse(text, out var principal));
        Assert.IsType(kind, principal);
        Assert.Equal((text, "111122223333"), (principal.ToString(), principal.Account));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("*")]
    [InlineData("111122223333")]
    [InlineData("arn:aws:sts::111122223333:assumed-role/a")]
    [InlineData("arn:aws:sts::111122223333:assumed-role/a/b/c")]
    [InlineData("arn:aws:sts::111122223333:assumed-role//s")]
    [InlineData("arn:aws:sts::111122223333:assumed-role/a/*")]
    [InlineData("arn:aws:iam::111122223333:user/")]
    [InlineData("arn:aws:iam::111122223333:group/a")]
    [InlineData("arn:aws:iam::1:user/eve")]
    public void Text_that_is_not_a_principal_is_refused(string? text) => Assert.False(Principal.TryParse(text, out _));

    [Fact]
    public void The_role_behind_a_session_must_have_its_name_and_account()
    {
        const string session = "arn:aws:sts::111122223333:assumed-role/a/s";

        var told = Assert.IsType<Principal.Session>(Principal.Parse(session, RoleArn.Parse("arn:aws:iam::111122223333:role/p/a")));
        Assert.Equal((true, "/p/", session), (told.PathKnown, told.Of.Path, told.Arn));
        Assert.False(Assert.IsType<Principal.Session>(Principal.Parse(session)).PathKnown);
        Assert.All((string[])["arn:aws:iam::111122223333:role/b", "arn:aws:iam::111122223334:role/a",
            "arn:aws-cn:iam::111122223333:role/a"], role =>
            Assert.Equal($"\"{role}\" is not the role behind \"{session}\"",
                Assert.Throws<FormatException>(() => Principal.Parse(session, RoleArn.Parse(role))).Message));
        Assert.Throws<FormatException>(() => Principal.Parse("arn:aws:iam::111122223333:user/eve",
            RoleArn.Parse("arn:aws:iam::111122223333:role/b")));
    }

    [Fact]
    public void A_role_may_be_given_as_its_own_principal() =>
        Assert.Equal(new Principal.Role(Given.NodeRole), Principal.Parse(Given.NodeRole.ToString(), Given.NodeRole));

    [Fact]
    public void The_refusal_of_a_principal_says_what_is_accepted() =>
        Assert.Equal("\"x\" is not a principal; accepted: the ARN of a role, a role session or a user",
            Assert.Throws<FormatException>(() => Principal.Parse("x", Given.NodeRole)).Message);

    [Fact]
    public void A_key_given_twice_is_refused() =>
        Assert.Equal("the condition key \"a\" is given twice",
            Assert.Throws<ArgumentException>(() => RequestContext.Of([new("b", null), new("a", ["1"]), new("A", ["2"])])).Message);
}
