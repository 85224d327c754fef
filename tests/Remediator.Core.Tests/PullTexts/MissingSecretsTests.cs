using Remediator.Core.PullTexts;

namespace Remediator.Core.Tests.PullTexts;

public sealed class MissingSecretsTests
{
    [Theory]
    [InlineData("Unable to retrieve some image pull secrets (regcred); attempting to pull the image may not succeed.", "regcred")]
    [InlineData("Unable to retrieve some image pull secrets (a, b.c); attempting to pull the image may not succeed.", "a b.c")]
    [InlineData("(combined", "")]
    [InlineData("Unable to retrieve some image pull secrets ()", "")]
    [InlineData("", "")]
    public void The_names_stand_between_the_brackets(string text, string names) =>
        Assert.Equal(names, string.Join(' ', MissingSecrets.In(text)));
}
