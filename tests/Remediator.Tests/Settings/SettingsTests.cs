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
    [InlineData("ANNOTATE_WORKLOADS", "true", "off, on")]
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
    [InlineData("CLUSTERS", "-x", "an EKS cluster's name or pattern, such as prod-*, account/region/name")]
    [InlineData("CLUSTERS", "*/eu-west-1/blue", "an EKS cluster's name or pattern, such as prod-*, account/region/name")]
    [InlineData("SPOKE_ACCOUNTS", "22223333444", "account ids of 12 digits")]
    [InlineData("SPOKE_ROLE_NAME", "path/role", "the name of a role, without its path")]
    [InlineData("SWEEP_QUEUE_URL", "remediator-Storm", "the URL of an SQS queue, https://sqs.REGION.amazonaws.com/ACCOUNT/NAME")]
    [InlineData("SWEEP_QUEUE_URL", "arn:aws:sqs:us-west-2:111122223333:storm", "the URL of an SQS queue")]
    public void An_invalid_value_prevents_the_start(string variable, string value, string accepted)
    {
        var error = Assert.Throws<BadSettingException>(() => FunctionSettings.Read(new Dictionary<string, string?> { [variable] = value }));
        Assert.StartsWith($"setting {variable} is \"{value}\": accepted is {accepted}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("eu-west-1", "aws")]
    [InlineData("us-gov-west-1", "aws-us-gov")]
    public void An_account_of_a_list_has_a_role_of_the_given_name_in_the_partition_of_the_function(string region, string partition)
    {
        FunctionSettings settings = FunctionSettings.Read(new Dictionary<string, string?>
        {
            ["AWS_REGION"] = region,
            ["SPOKE_ROLES"] = "arn:aws:iam::222233334444:role/a/own",
            ["SPOKE_ACCOUNTS"] = "333344445555, 444455556666",
            ["SPOKE_ROLE_NAME"] = "reader",
        });
        Assert.Equal(["arn:aws:iam::222233334444:role/a/own", $"arn:{partition}:iam::333344445555:role/reader",
            $"arn:{partition}:iam::444455556666:role/reader"], settings.SpokeRoles.Select(role => $"{role}"));
    }

    [Fact]
    public void Without_a_name_the_role_is_called_as_the_template_of_a_spoke_calls_it() =>
        Assert.Equal("arn:aws:iam::333344445555:role/remediator-spoke", $"{Assert.Single(FunctionSettings.Read(
            new Dictionary<string, string?> { ["SPOKE_ACCOUNTS"] = "333344445555" }).SpokeRoles)}");

    [Theory]
    [InlineData("arn:aws:iam::333344445555:role/x", "333344445555")]
    [InlineData("", "333344445555,333344445555")]
    public void An_account_that_has_two_roles_prevents_the_start(string roles, string accounts)
    {
        var error = Assert.Throws<BadSettingException>(() => FunctionSettings.Read(
            new Dictionary<string, string?> { ["SPOKE_ROLES"] = roles, ["SPOKE_ACCOUNTS"] = accounts }));
        Assert.StartsWith("setting SPOKE_ACCOUNTS is \"333344445555\": accepted is each account once", error.Message,
            StringComparison.Ordinal);
    }

    /// <summary>
    /// Lambda takes 4 KB of variables, names included: 200 accounts, their clusters by patterns, and everything else that a stack sets.
    /// </summary>
    [Fact]
    public void Two_hundred_accounts_fit_into_the_environment_of_a_function()
    {
        var environment = new Dictionary<string, string?>
        {
            ["FINDINGS_TOPIC_ARN"] = "arn:aws:sns:us-west-2:111122223333:remediator-FindingsTopic-1A2B3C4D5E6F",
            ["FINDINGS_LANGUAGE"] = "en",
            ["REMEDIATION_MODE"] = "approve",
            ["PATCH_STRATEGY"] = "carve-out",
            ["PATCHABLE_REPOSITORIES"] = "",
            ["PROTECTED_SIDS"] = "*quarantine*,*protected*",
            ["RESTART_WORKLOADS"] = "stuck-pods",
            ["VERIFY_SECONDS"] = "120",
            ["INCIDENT_TABLE"] = "remediator-IncidentTable-1A2B3C4D5E6F",
            ["COOLDOWN_MINUTES"] = "1440",
            ["MAX_PATCHES_PER_HOUR"] = "1000",
            ["CLUSTERS"] = "*,*/us-west-2/*,*/eu-west-1/*,*/us-east-1/*",
            ["SWEEP_QUEUE_URL"] = "https://sqs.us-west-2.amazonaws.com/111122223333/remediator-Storm-1A2B3C4D5E6F",
            ["SPOKE_ACCOUNTS"] = string.Join(',', Enumerable.Range(0, 200).Select(n => $"{222200000000 + n}")),
            ["SPOKE_ROLE_NAME"] = "remediator-spoke",
            ["SPOKE_EXTERNAL_ID"] = new string('x', 36),
        };
        Assert.InRange(environment.Sum(variable => variable.Key.Length + variable.Value!.Length), 3000, 4096);
        Assert.Equal(200, FunctionSettings.Read(environment).SpokeRoles.Count);
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
