using Remediator.Core.Policies.Language;

namespace Remediator.Tests.Witnesses;

public class EcrActionsTests
{
    [Fact]
    public async Task The_dated_list_has_every_action_that_the_model_of_ECR_and_the_policies_of_AWS_name()
    {
        var named = await Botocore.AskAsync<string[]>("ecr_actions.py", new { });

        Assert.InRange(named.Length, 50, 200);
        Assert.Empty(named.Except(EcrActions.All, StringComparer.OrdinalIgnoreCase));
    }
}
