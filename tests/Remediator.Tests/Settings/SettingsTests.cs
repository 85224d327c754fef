using Remediator.Core.Plans;
using Remediator.Core.Policies.Fixing;
using Remediator.Settings;

namespace Remediator.Tests.Settings;

public class SettingsTests
{
    [Theory]
    [InlineData("REMEDIATION_MODE", "Auto", "report, approve, auto")]
    [InlineData("REMEDIATION_MODE", "always", "report, approve, auto")]
    [InlineData("REMEDIATION_MODE", "approve", "approve only with INCIDENT_TABLE")]
    [InlineData("PATCH_STRATEGY", "carve_out", "carve-out, flip-effect")]
    [InlineData("RESTART_WORKLOADS", "never", "auto, rollout, stuck-pods, off")]
    [InlineData("VERIFY_SECONDS", "601", "a whole number from 0 to 600")]
    [InlineData("VERIFY_SECONDS", "-1", "a whole number from 0 to 600")]
    [InlineData("VERIFY_SECONDS", "1.5", "a whole number from 0 to 600")]
    [InlineData("VERIFY_SECONDS", "99999999999", "a whole number from 0 to 600")]
    [InlineData("VERIFY_SECONDS", "soon", "a whole number from 0 to 600")]
    [InlineData("FINDINGS_TOPIC_ARN", "findings", "the ARN of an SNS topic")]
    [InlineData("FINDINGS_TOPIC_ARN", "arn:aws:sqs:us-west-2:111122223333:findings", "the ARN of an SNS topic")]
    [InlineData("PATCHABLE_REPOSITORIES", "Team/App", "a repository's name or pattern")]
    [InlineData("PATCHABLE_REPOSITORIES", "arn:aws:s3:::bucket", "a repository's name or pattern")]
    [InlineData("FINDINGS_LANGUAGE", "de", "en, ja")]
    [InlineData("FINDINGS_LANGUAGE", "JA", "en, ja")]
    [InlineData("INCIDENT_TABLE", "arn:aws:dynamodb:us-west-2:111122223333:table/incidents", "the name of a DynamoDB table")]
    [InlineData("COOLDOWN_MINUTES", "1441", "a whole number from 0 to 1440")]
    [InlineData("MAX_PATCHES_PER_HOUR", "-1", "a whole number from 0 to 1000")]
    [InlineData("SPOKE_ROLES", "arn:aws:iam::222233334444:user/x", "the ARN of a role, arn:aws:iam::ACCOUNT:role/NAME")]
    [InlineData("SPOKE_ROLES", "arn:aws:iam::222233334444:role/a,arn:aws:iam::222233334444:role/b", "one role per account")]
    [InlineData("CLUSTERS", "-x", "an EKS cluster's name, or account/region/name")]
    public void An_invalid_value_prevents_the_start(string variable, string value, string accepted)
    {
        var error = Assert.Throws<BadSettingException>(() => FunctionSettings.Read(new Dictionary<string, string?> { [variable] = value }));
        Assert.StartsWith($"setting {variable} is \"{value}\": accepted is {accepted}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("team/*,shop-?")]
    [InlineData("arn:aws:ecr:us-west-2:111122223333:repository/team/*, plain")]
    public void Names_patterns_and_ARNs_of_repositories_are_accepted(string value) =>
        Assert.Equal(
            value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            FunctionSettings.Read(new Dictionary<string, string?> { ["PATCHABLE_REPOSITORIES"] = value }).PatchableRepositories);

    [Fact]
    public void Unset_settings_have_the_safe_defaults()
    {
        var settings = FunctionSettings.Read(new Dictionary<string, string?> { ["REMEDIATION_MODE"] = " ", ["INCIDENT_TABLE"] = "" });
        Assert.Equal((Mode.Report, PatchStrategy.CarveOut, RestartWorkloads.Auto), (settings.Mode, settings.Strategy, settings.Restart));
        Assert.Equal(TimeSpan.FromSeconds(90), settings.Verify);
        Assert.Empty(settings.PatchableRepositories);
        Assert.Null(settings.FindingsTopicArn);
        Assert.Equal(["*quarantine*", "*protected*"], settings.ProtectedSids);
    }

    [Fact]
    public void Defaults_that_are_spelled_out_are_accepted() =>
        Assert.NotNull(FunctionSettings.Read(new Dictionary<string, string?>
        {
            ["FINDINGS_LANGUAGE"] = "en",
            ["COOLDOWN_MINUTES"] = "60",
            ["MAX_PATCHES_PER_HOUR"] = "5",
        }));
}
