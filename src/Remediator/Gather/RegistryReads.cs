using Amazon.ECR.Model;
using Remediator.Aws;
using Remediator.Core.Facts;
using Remediator.Core.Policies.Language;

namespace Remediator.Gather;

/// <summary>
/// What surrounds an image in ECR: the registry's pull-through cache rules and creation templates, the repository's
/// key, and the same name in other places.
/// </summary>
public sealed class RegistryReads(AwsAccess aws)
{
    /// <summary>The key that AWS manages for ECR, which nobody else can disable.</summary>
    public const string KeyOfAws = "alias/aws/ecr";

    private const string ForPullThroughCaches = "PULL_THROUGH_CACHE";

    public Task<Fact<IReadOnlyList<PullThroughRule>>> PullThroughRulesAsync(ImageReference.Ecr image, CancellationToken cancelled) =>
        TryRead.FactAsync<IReadOnlyList<PullThroughRule>>("ecr:DescribePullThroughCacheRules", async () =>
        {
            var rules = await Pages.AllAsync(
                token => aws.Ecr(image.Registry.Place).DescribePullThroughCacheRulesAsync(
                    new DescribePullThroughCacheRulesRequest { RegistryId = image.Registry.Account, NextToken = token }, cancelled),
                page => (page.PullThroughCacheRules, page.NextToken));
            return [.. from rule in rules
                       where rule.EcrRepositoryPrefix is not null
                       select new PullThroughRule(rule.EcrRepositoryPrefix!, rule.UpstreamRegistryUrl ?? "?", rule.CredentialArn)
                       {
                           Role = rule.CustomRoleArn,
                       }];
        }, cancelled);

    /// <summary>
    /// Those for pull-through caches. The call takes no registry: asked about that of another account, it would answer about ours.
    /// </summary>
    /// <param name="image">One of the registry.</param>
    /// <param name="own">Who this program is; where that is not known, ECR's answer says whose templates they are.</param>
    /// <param name="cancelled">Ends the read.</param>
    public async Task<Fact<IReadOnlyList<CreationTemplate>>> CreationTemplatesAsync(
        ImageReference.Ecr image, Fact<RoleArn> own, CancellationToken cancelled)
    {
        var registry = image.Registry.Account;
        var asking = aws.Spokes.In(registry) is not null ? registry : (own as Fact<RoleArn>.Known)?.Value.Account;
        if (asking is not null && asking != registry)
            return OfAnother(registry);
        return await TryRead.FactAsync("ecr:DescribeRepositoryCreationTemplates", () => TemplatesAsync(image, asking, cancelled), cancelled)
            switch
        {
            Fact<(string? Of, IReadOnlyList<CreationTemplate> Templates)>.Known { Value: var answer } when answer.Of == registry =>
                Fact.Of(answer.Templates),
            Fact<(string? Of, IReadOnlyList<CreationTemplate> Templates)>.Known { Value.Of: not null } => OfAnother(registry),
            var unread => Fact.Gap<IReadOnlyList<CreationTemplate>>(
                unread.Gap ?? new Message("gap.registry.account-unknown", ("why", own.Gap!))),
        };
    }

    private static Fact<IReadOnlyList<CreationTemplate>> OfAnother(string account) =>
        Fact.Gap<IReadOnlyList<CreationTemplate>>(new Message("gap.registry.other-account", ("account", account)));

    private async Task<(string? Of, IReadOnlyList<CreationTemplate> Templates)> TemplatesAsync(
        ImageReference.Ecr image, string? asking, CancellationToken cancelled)
    {
        var of = asking;
        var templates = await Pages.AllAsync(
            token => aws.Ecr(image.Registry.Place).DescribeRepositoryCreationTemplatesAsync(
                new DescribeRepositoryCreationTemplatesRequest { NextToken = token }, cancelled),
            page =>
            {
                of = page.RegistryId ?? of;
                return (page.RepositoryCreationTemplates, page.NextToken);
            });
        return (of, [.. from template in templates
                        where template.Prefix is not null && template.AppliedFor?.Contains(ForPullThroughCaches) == true
                        select new CreationTemplate(template.Prefix!, template.CustomRoleArn)]);
    }

    public Task<Fact<string?>> EncryptionKeyAsync(ImageReference.Ecr image, CancellationToken cancelled) =>
        TryRead.FactAsync("ecr:DescribeRepositories", async () =>
        {
            var answer = await DescribeAsync(image.Repository, image.Registry.Place, cancelled);
            var encryption = answer.Repositories?.FirstOrDefault()?.EncryptionConfiguration;
            return encryption?.EncryptionType?.Value is null or "AES256" ? null : encryption.KmsKey ?? KeyOfAws;
        }, cancelled);

    /// <summary>Known as soon as one place has it; a place that cannot be read matters only while none has.</summary>
    public async Task<Fact<IReadOnlyList<Place>>> ElsewhereAsync(
        ImageReference.Ecr image, IReadOnlyList<Place> places, CancellationToken cancelled)
    {
        var asked = await Bounded.SelectAsync(places, async place => (
            Place: place,
            Has: await TryRead.FactAsync("ecr:DescribeRepositories", () => ExistsAsync(image.Repository, place, cancelled), cancelled)));
        var found = asked.Where(one => one.Has is Fact<bool>.Known { Value: true }).Select(one => one.Place).ToArray();
        return found.Length == 0 && asked.Select(one => one.Has.Gap).FirstOrDefault(gap => gap is not null) is { } why
            ? Fact.Gap<IReadOnlyList<Place>>(why)
            : Fact.Of<IReadOnlyList<Place>>(found);
    }

    private async Task<bool> ExistsAsync(string repository, Place place, CancellationToken cancelled)
    {
        try
        {
            return (await DescribeAsync(repository, place, cancelled)).Repositories is { Count: > 0 };
        }
        catch (RepositoryNotFoundException)
        {
            return false;
        }
    }

    private Task<DescribeRepositoriesResponse> DescribeAsync(string repository, Place place, CancellationToken cancelled) =>
        aws.Ecr(place).DescribeRepositoriesAsync(
            new DescribeRepositoriesRequest { RegistryId = place.Account, RepositoryNames = [repository] }, cancelled);
}
