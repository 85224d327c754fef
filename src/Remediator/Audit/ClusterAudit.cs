using Remediator.Aws;
using Remediator.Core.Audit;
using Remediator.Core.Audit.Lifecycle;
using Remediator.Core.Facts;
using Remediator.Core.Policies.Language;
using Remediator.Gather;
using Remediator.Kubernetes;

namespace Remediator.Audit;

/// <summary>How far an audit has come.</summary>
public sealed record AuditProgress(int Done, int Of);

/// <summary>
/// Asks of every image in use whether its next pull would succeed: scan, gather, judge. It reads, and changes nothing; what counts as a
/// pull is not read.
/// </summary>
public sealed class ClusterAudit
{
    /// <summary>How many images one part has; the rest is left to the next.</summary>
    public const int MostImages = 2000;

    /// <summary>How many identities, and how many repositories, are read side by side.</summary>
    private const int IdentitiesAtOnce = 10, RepositoriesAtOnce = 4;

    private readonly AwsAccess _aws;
    private readonly ClusterConnection _clusters;
    private readonly CallerIdentity _self;
    private readonly TimeProvider _clock;
    private readonly IdentityReads _identities;
    private readonly UseScanner _uses;

    public ClusterAudit(AwsAccess aws, ClusterConnection clusters, InstanceReads instances, CallerIdentity self, TimeProvider clock)
    {
        (_aws, _clusters, _self, _clock) = (aws, clusters, self, clock);
        _identities = new(aws, clusters.Described, instances, clock);
        _uses = new(instances, _identities, new EmptyNodeGroups(aws));
    }

    /// <param name="from">The image to begin with; null for the first.</param>
    /// <param name="withSecrets">Whether pull secrets are read: a person may have the right, the function never has.</param>
    /// <param name="enough">No further repository is started once it is cancelled; what remains is left to the next part.</param>
    /// <exception cref="ClusterUnreachableException">The cluster cannot be opened, or its pods may not be read.</exception>
    public async Task<AuditReport> RunAsync(Scope scope, string? from, bool withSecrets, IProgress<AuditProgress>? progress,
        CancellationToken enough, CancellationToken cancelled)
    {
        var asOf = _clock.GetUtcNow();
        var scan = await _uses.ReadAsync(await _clusters.OpenAsync(scope, cancelled), scope, withSecrets, cancelled);
        string[] images = [.. scan.Uses.Select(use => use.Image.Text).Distinct().Order(StringComparer.Ordinal)
            .SkipWhile(image => string.CompareOrdinal(image, from) < 0)];
        var part = images.Take(MostImages).ToHashSet();
        ImageUse[] uses = [.. scan.Uses.Where(use => part.Contains(use.Image.Text)).OrderBy(use => use.Image.Text, StringComparer.Ordinal)];
        var rows = await RowsAsync(scope, uses, asOf, progress, enough, cancelled);
        var done = rows.Select(row => row.Image.Text).ToHashSet();
        var left = images.Where(image => !done.Contains(image)).ToArray();
        var ofAws = rows.Where(row => row is { Result: AuditResult.Unknown, IsOfAws: true }).ToArray();
        return new(scope, asOf, AuditReport.Ordered(rows.Except(ofAws)), [.. scan.Unknowns, .. NotReadable(ofAws)])
        {
            OtherImages = scan.OtherImages,
            Images = done.Count,
            Next = left.FirstOrDefault(),
            Left = left.Length,
        };
    }

    /// <summary>Everybody runs AWS's own images, and what AWS allows there is AWS's own business: one line for all of them.</summary>
    private static IEnumerable<Message> NotReadable(AuditRow[] ofAws) => ofAws.Length == 0 ? [] :
    [
        new Message("audit.registry-of-aws", ("count", ofAws.Select(row => row.Image.Text).Distinct().Count()),
            ("registries", string.Join(", ", ofAws.Select(row => row.Image.Registry.Account).Distinct().Order()))),
    ];

    private async Task<IReadOnlyList<AuditRow>> RowsAsync(Scope scope, IReadOnlyList<ImageUse> uses, DateTimeOffset asOf,
        IProgress<AuditProgress>? progress, CancellationToken enough, CancellationToken cancelled)
    {
        var own = _self.RoleAsync(cancelled);
        var whole = await WithIdentitiesAsync(uses, own, cancelled);
        var shared = new SharedReads(_aws, _clusters.Described, scope, own, cancelled);
        var (done, of) = (0, whole.Select(one => one.Use.Image.Text).Distinct().Count());
        progress?.Report(new(0, of));
        var repositories = new RepositoryAudit(_aws);
        var rows = await Bounded.SelectAsync(whole.GroupBy(one => one.Use.Image.RepositoryArn), RepositoriesAtOnce, async ofOne =>
        {
            if (enough.IsCancellationRequested)
                return [];
            var found = await OfRepositoryAsync([.. ofOne], repositories, shared, asOf, cancelled);
            progress?.Report(new(Interlocked.Add(ref done, ofOne.Select(one => one.Use.Image.Text).Distinct().Count()), of));
            return found;
        });
        return [.. rows.SelectMany(row => row)];
    }

    /// <summary>Each use with who pulls; uses that turn out to have one identity are one.</summary>
    private async Task<IReadOnlyList<IdentifiedUse>> WithIdentitiesAsync(
        IReadOnlyList<ImageUse> uses, Task<Fact<RoleArn>> own, CancellationToken cancelled)
    {
        var read = await Bounded.SelectAsync(uses.GroupBy(KeyOf).Select(alike => alike.First()), IdentitiesAtOnce, async use =>
        {
            var instance = _identities.InstanceAsync(use.Pull, cancelled);
            return (Key: KeyOf(use), Facts: await _identities.ReadAsync(use.Pull, instance, own, cancelled), Instance: await instance);
        });
        var byKey = read.ToDictionary(one => one.Key);
        return
        [
            .. from use in uses
               let one = byKey[KeyOf(use)]
               let role = one.Facts.Puller.ValueOrNull()?.Role.ToString()
               group (use, one) by (use.Image.Text, role ?? KeyOf(use).ToString(), SecretsOf(use)) into alike
               select new IdentifiedUse(
                   ImageUse.Whole([.. alike.Select(pair => pair.use)]), alike.First().one.Facts, alike.First().one.Instance),
        ];
    }

    private static (string, string) KeyOf(ImageUse use) => (use.Pull.Compute.GroupKey, use.Pull.Credentials.GroupKey);

    private static string SecretsOf(ImageUse use) => string.Join(',', use.Secrets.Select(secret => $"{secret.Namespace}/{secret.Name}"));

    private static async Task<IReadOnlyList<AuditRow>> OfRepositoryAsync(IReadOnlyList<IdentifiedUse> uses, RepositoryAudit repositories,
        SharedReads shared, DateTimeOffset asOf, CancellationToken cancelled)
    {
        var image = uses[0].Use.Image;
        if (image.Registry.IsBeyond(uses[0].Use.Pull.Scope.Region))
            return [.. uses.Select(one => NextPullAudit.Of(one.Use, NotAsked(one, asOf)))];
        var (policy, repository) = (shared.RegistryPolicyAsync(image.Registry), await repositories.ReadAsync(image, cancelled));
        var forecast = ForecastOf(repository, asOf);
        var rows = new List<AuditRow>();
        foreach (var ofImage in uses.GroupBy(one => one.Use.Image.Text))
        {
            var alike = ofImage.ToArray();
            var found = await repositories.ReadAsync(alike[0].Use.Image, repository,
                [.. alike.SelectMany(one => one.Use.Digests).Distinct()], cancelled);
            foreach (var one in alike)
            {
                var (registryPolicy, policyScope) = await policy;
                var facts = await shared.AroundAsync(one.Use, one.Instance, found.Found, new PullFacts
                {
                    AsOf = asOf,
                    Image = found.Found,
                    Puller = one.Identity.Puller,
                    IdentityPolicies = one.Identity.Policies,
                    Boundary = one.Identity.Boundary,
                    BoundaryArn = one.Identity.BoundaryArn,
                    RepositoryPolicy = repository.Policy,
                    RepositoryTags = repository.Tags,
                    RegistryPolicy = registryPolicy,
                    RegistryPolicyScope = policyScope,
                    EncryptionKey = found.Image is null ? null : repository.Key,
                    Self = await shared.Own,
                });
                rows.Add(NextPullAudit.Of(one.Use, new AuditFacts(facts)
                {
                    Image = found.Image,
                    Key = found.Image is null ? null : await shared.KeyAsync(image.Registry, repository.Key),
                    Lifecycle = repository.Lifecycle,
                    Expiry = ExpiryOf(found.Image, repository, forecast),
                    Kept = found.Kept,
                }));
            }
        }
        return rows;
    }

    private static LifecycleForecast? ForecastOf(RepositoryFacts repository, DateTimeOffset now) =>
        (repository.Lifecycle, repository.Images) is (Fact<LifecyclePolicy?>.Known { Value: { } rules },
            Fact<IReadOnlyList<RepositoryImage>>.Known { Value: var images })
            ? new(rules, images, now)
            : null;

    private static Fact<Expiry?> ExpiryOf(RepositoryImage? image, RepositoryFacts repository, LifecycleForecast? forecast) =>
        (repository.Lifecycle.Gap ?? repository.Images?.Gap) is { } why ? Fact.Gap<Expiry?>(why)
        : Fact.Of(image is null ? null : forecast?.Of(image));

    private static AuditFacts NotAsked(IdentifiedUse one, DateTimeOffset asOf) =>
        new(PullFacts.NotAsked(new Message("gap.image.other-partition"), asOf) with { Puller = one.Identity.Puller })
        {
            Lifecycle = Fact.Of<LifecyclePolicy?>(null),
            Expiry = Fact.Of<Expiry?>(null),
        };

    private sealed record IdentifiedUse(ImageUse Use, IdentityFacts Identity, Fact<Core.Network.NodeInstance?> Instance);
}
