using Amazon.ECR.Model;
using Remediator.Aws;
using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Language;

namespace Remediator.Gather;

/// <summary>The policy of a registry and its scope, side by side.</summary>
public sealed class RegistryPolicyReads(AwsAccess aws)
{
    private const string Scope = "REGISTRY_POLICY_SCOPE";

    /// <summary>
    /// The scope is null where there is no policy or nothing in it depends on it: then nobody needs to know it, and not every ECR can be
    /// asked.
    /// </summary>
    /// <param name="registry">The image's.</param>
    /// <param name="own">Who this program is: neither call names a registry, so both answer about the account of who asks.</param>
    /// <param name="cancelled">Ends the reads.</param>
    public async Task<(Fact<PolicyDocument?> Policy, Fact<RegistryPolicyScope>? Scope)> ReadAsync(
        EcrRegistry registry, Task<Fact<RoleArn>> own, CancellationToken cancelled)
    {
        var isSpoke = aws.Spokes.In(registry.Account) is not null;
        var account = isSpoke ? Fact.Of(registry.Account) : AccountOf(await own);
        if (account is Fact<string>.Known { Value: var asking } && asking != registry.Account)
        {
            var elsewhere = new Message("gap.registry-policy.other-account", ("account", registry.Account));
            return (Fact.Gap<PolicyDocument?>(elsewhere), Fact.Gap<RegistryPolicyScope>(elsewhere));
        }
        var scope = TryRead.FactAsync("ecr:GetAccountSetting", () => ScopeAsync(registry, cancelled), cancelled);
        var policy = await PolicyAsync(registry, account, cancelled);
        var enforced = await scope;
        var isSettled = policy is Fact<PolicyDocument?>.Known { Value: var found }
            && (found is null || !RegistryPolicy.DependsOnScope(found));
        return (policy, isSettled ? null : enforced);
    }

    private static Fact<string> AccountOf(Fact<RoleArn> own) =>
        own is Fact<RoleArn>.Known { Value.Account: var account } ? Fact.Of(account) : Fact.Gap<string>(own.Gap!);

    private async Task<Fact<PolicyDocument?>> PolicyAsync(EcrRegistry registry, Fact<string> account, CancellationToken cancelled)
    {
        var answer = await TryRead.FactAsync("ecr:GetRegistryPolicy", () => AnswerAsync(registry, cancelled), cancelled);
        return answer switch
        {
            Fact<Answer?>.Unknown unread => Fact.Gap<PolicyDocument?>(unread.Why),
            Fact<Answer?>.Known { Value: { } found } when found.RegistryId is { } id && id != registry.Account =>
                Fact.Gap<PolicyDocument?>(new Message("gap.registry-policy.other-account", ("account", registry.Account))),
            Fact<Answer?>.Known { Value: { RegistryId: not null } found } => Fact.Of<PolicyDocument?>(found.Policy),
            // "there is none" counts only from an answer about the right account
            Fact<Answer?>.Known { Value: var found } when account is Fact<string>.Known => Fact.Of(found?.Policy),
            _ => Fact.Gap<PolicyDocument?>(new Message("gap.registry-policy.account-unknown", ("why", account.Gap!))),
        };
    }

    private async Task<Answer?> AnswerAsync(EcrRegistry registry, CancellationToken cancelled)
    {
        try
        {
            var answer = await aws.Ecr(registry.Place).GetRegistryPolicyAsync(new GetRegistryPolicyRequest(), cancelled);
            return new(answer.RegistryId, PolicyDocument.Parse(answer.PolicyText ?? ""));
        }
        catch (RegistryPolicyNotFoundException)
        {
            return null;
        }
    }

    private async Task<RegistryPolicyScope> ScopeAsync(EcrRegistry registry, CancellationToken cancelled)
    {
        var answer = await aws.Ecr(registry.Place).GetAccountSettingAsync(new GetAccountSettingRequest { Name = Scope }, cancelled);
        return answer.Value switch
        {
            "V1" => RegistryPolicyScope.V1,
            "V2" => RegistryPolicyScope.V2,
            var other => throw new UnusableAnswerException(new Message("gap.registry-policy.unknown-scope", ("scope", other ?? ""))),
        };
    }

    private sealed record Answer(string? RegistryId, PolicyDocument Policy);
}
