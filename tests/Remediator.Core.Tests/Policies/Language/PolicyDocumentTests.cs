using Remediator.Core.Policies.Language;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests.Policies.Language;

public class PolicyDocumentTests
{
    [Theory]
    [InlineData("", "the policy is not JSON that can be read: line 1, byte 1")]
    [InlineData("{", "the policy is not JSON that can be read: line 1, byte 2")]
    [InlineData("""{"Statement":[],"Statement":[]}""", "the policy is not JSON that can be read: a key stands in an object twice")]
    [InlineData("""{"Statement":[{"Effect":"Deny","Effect":"Allow"}]}""", "the policy is not JSON that can be read: ")]
    [InlineData("""{"Statement":[{"Sid":"\ud800"}]}""", "the policy is not JSON that can be read: it holds text that is not Unicode")]
    [InlineData("""{"Statement":[{"\ud800":1}]}""", "the policy is not JSON that can be read: ")]
    [InlineData("[]", "a policy is a JSON object")]
    [InlineData("{}", "the policy has no \"Statement\"")]
    [InlineData("""{"Statement":1}""", "\"Statement\" is neither an object nor a list of objects")]
    [InlineData("""{"Statement":[{},1]}""", "\"Statement\" is neither an object nor a list of objects")]
    public void JSON_that_is_not_a_policy_is_refused_with_the_reason(string text, string why) =>
        Assert.StartsWith(why, Assert.Throws<UnreadableException>(() => PolicyDocument.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void White_space_and_the_order_of_keys_mean_nothing()
    {
        var one = PolicyDocument.Parse("""{"b":[1, 2.50,null ,true],"Statement":{"Sid":"ü/+","Effect":"x"}}""");
        var two = PolicyDocument.Parse("""{ "Statement": { "Effect":"x", "Sid":"\u00fc\/\u002b" }, "b":[1,2.50,null,true] }""");

        Assert.Equal("""{"Statement":{"Effect":"x","Sid":"ü/+"},"b":[1,2.50,null,true]}""", one.Canonical);
        Assert.True(one.SameAs(two));
        Assert.Equal("""{"b":[1, 2.50,null ,true],"Statement":{"Sid":"ü/+","Effect":"x"}}""", one.ToString());
    }

    [Fact]
    public void The_order_of_a_list_is_kept()
    {
        Assert.False(PolicyDocument.Parse("""{"Statement":[],"a":[1,2]}""").SameAs(PolicyDocument.Parse("""{"Statement":[],"a":[2,1]}""")));
        Assert.False(PolicyDocument.Parse("""{"Statement":[]}""").SameAs(null));
    }
}
