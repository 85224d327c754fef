using System.Security.Cryptography;
using System.Text;
using Remediator.Sandbox.Iam;

namespace Remediator.Sandbox.Aws;

/// <summary>The ECR repositories of a world. Only their policies and the registry's change.</summary>
internal sealed class Registry
{
    private readonly Dictionary<string, StoredRepository> _repositories;

    /// <param name="began">When the world began.</param>
    public Registry(Scenario scenario, DateTimeOffset began)
    {
        Policies = new(scenario);
        _repositories = scenario.Repositories
            .Select(pair => new StoredRepository(pair.Key, pair.Value.Account ?? scenario.Account,
                pair.Value.Region ?? scenario.Region, pair.Value, began)
            {
                Policy = pair.Value.Policy is { ValueKind: JsonValueKind.Object } policy ? PolicyText.Printed(policy) : null,
                Lifecycle = pair.Value.Lifecycle is { ValueKind: JsonValueKind.Object } rules ? rules.GetRawText() : null,
            })
            .ToDictionary(repository => repository.Arn);
    }

    public RegistryPolicies Policies { get; }

    public IEnumerable<StoredRepository> All => _repositories.Values;

    public static string Arn(string account, string region, string name) => $"arn:aws:ecr:{region}:{account}:repository/{name}";

    /// <summary>The policies of a request with that of its registry.</summary>
    public PolicySet Around(PolicySet policies, string account, string region) =>
        policies with { Registry = Policies.Document(account, region), RegistryScope = Policies.Scope };

    public StoredRepository? Find(string account, string region, string name) =>
        _repositories.GetValueOrDefault(Arn(account, region, name));

    public StoredRepository? Find(string arn) => _repositories.GetValueOrDefault(arn);

    /// <exception cref="ArgumentException">No repository has that name.</exception>
    public StoredRepository Named(string name) => _repositories.Values.FirstOrDefault(repository => repository.Name == name)
        ?? throw new ArgumentException($"no repository \"{name}\"", nameof(name));
}

/// <summary>A repository with its present policy and the one before the last write.</summary>
internal sealed class StoredRepository(string name, string account, string region, Repository described, DateTimeOffset began)
{
    public string Name => name;

    public string Account => account;

    public string Region => region;

    public string Arn => Registry.Arn(account, region, name);

    public IReadOnlyDictionary<string, string> Tags => described.Tags;

    /// <summary>Those that an index lists are images of their own, without a tag.</summary>
    public IReadOnlyList<Image> Images { get; } =
    [
        .. from image in described.Images
           let dated = image.DaysOld is { } days ? image with { PushedAt = began.AddDays(-days) } : image
           from one in (Image[])[dated, .. ImageManifest.ListedIn(dated, name)]
           select one,
    ];

    public string? KmsKey => described.KmsKey;

    public bool KeyUsable => described.KeyUsable;

    public string? Policy
    {
        get;
        set
        {
            PolicyBefore = field;
            field = value;
        }
    }

    public string? PolicyBefore { get; private set; }

    /// <summary>The lifecycle policy's text, or null.</summary>
    public string? Lifecycle { get; set; }

    public JsonElement? PolicyDocument => Policy is { } text ? JsonDocument.Parse(text).RootElement : null;

    public Image? Image(string? tag, string? digest) => Images.FirstOrDefault(image =>
        (tag is null || image.Tags.Contains(tag)) && (digest is null || DigestOf(image) == digest));

    public string DigestOf(Image image) => image.Digest
        ?? "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name + ":" + string.Join(',', image.Tags))));
}
