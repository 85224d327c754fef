using Amazon.ECR.Model;
using Remediator.Core;

namespace Remediator.Aws;

/// <summary>What is asked of ECR around an image: the registry's pull-through cache rules, the repository's key, and the same name in other places.</summary>
public sealed class RegistryReads(AwsAccess aws)
{
    public Task<Fact<IReadOnlyList<PullThroughRule>>> PullThroughRulesAsync(ImageReference.Ecr image, CancellationToken cancelled) =>
        Asked.FactAsync<IReadOnlyList<PullThroughRule>>("ecr:DescribePullThroughCacheRules", async () =>
        {
            var rules = await Pages.AllAsync(
                token => aws.Ecr(image.Registry.Region).DescribePullThroughCacheRulesAsync(
                    new DescribePullThroughCacheRulesRequest { RegistryId = image.Registry.Account, NextToken = token }, cancelled),
                page => (page.PullThroughCacheRules, page.NextToken));
            return [.. from rule in rules
                       where rule.EcrRepositoryPrefix is not null
                       select new PullThroughRule(rule.EcrRepositoryPrefix!, rule.UpstreamRegistryUrl ?? "its upstream", rule.CredentialArn)];
        }, cancelled);

    public Task<Fact<string?>> EncryptionKeyAsync(ImageReference.Ecr image, CancellationToken cancelled) =>
        Asked.FactAsync("ecr:DescribeRepositories", async () =>
        {
            var answer = await DescribeAsync(image.Repository, image.Registry.Account, image.Registry.Region, cancelled);
            var encryption = answer.Repositories?.FirstOrDefault()?.EncryptionConfiguration;
            return encryption?.EncryptionType?.Value is null or "AES256" ? null : encryption.KmsKey ?? "an AWS managed KMS key";
        }, cancelled);

    /// <summary>Known as soon as one place has it; a place that cannot be read matters only while none has.</summary>
    public async Task<Fact<IReadOnlyList<RepositoryPlace>>> ElsewhereAsync(ImageReference.Ecr image, IReadOnlyList<RepositoryPlace> places, CancellationToken cancelled)
    {
        var asked = await Task.WhenAll(places.Select(async place => (
            Place: place,
            Has: await Asked.FactAsync("ecr:DescribeRepositories", () => ExistsAsync(image.Repository, place, cancelled), cancelled))));
        var found = asked.Where(one => one.Has is Fact<bool>.Known { Value: true }).Select(one => one.Place).ToArray();
        return found.Length == 0 && asked.Select(one => one.Has.Gap).FirstOrDefault(gap => gap is not null) is { } why
            ? Fact.Gap<IReadOnlyList<RepositoryPlace>>(why)
            : Fact.Of<IReadOnlyList<RepositoryPlace>>(found);
    }

    private async Task<bool> ExistsAsync(string repository, RepositoryPlace place, CancellationToken cancelled)
    {
        try
        {
            return (await DescribeAsync(repository, place.Account, place.Region, cancelled)).Repositories is { Count: > 0 };
        }
        catch (RepositoryNotFoundException)
        {
            return false;
        }
    }

    private Task<DescribeRepositoriesResponse> DescribeAsync(string repository, string account, string region, CancellationToken cancelled) =>
        aws.Ecr(region).DescribeRepositoriesAsync(new DescribeRepositoriesRequest { RegistryId = account, RepositoryNames = [repository] }, cancelled);
}
