using System.Collections.Concurrent;
using Remediator.Aws;
using Remediator.Core.Audit;
using Remediator.Core.Facts;
using Remediator.Core.Network;
using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Language;
using Remediator.Gather;

namespace Remediator.Audit;

/// <summary>Reads that many images share: of their registry, and of the network that their nodes are in. Each is made once.</summary>
internal sealed class SharedReads(AwsAccess aws, ClusterReads clusters, Scope scope, Task<Fact<RoleArn>> own, CancellationToken cancelled)
{
    private readonly RegistryPolicyReads _policies = new(aws);
    private readonly RegistryReads _registries = new(aws);
    private readonly EndpointPolicyReads _endpoints = new(aws, clusters);
    private readonly NetworkReads _ways = new(aws);
    private readonly KeyReads _keyStates = new(aws);
    private readonly ConcurrentDictionary<Place, Lazy<Task<(Fact<PolicyDocument?>, Fact<RegistryPolicyScope>?)>>> _registryPolicies = [];
    private readonly ConcurrentDictionary<Place, Lazy<Task<Fact<IReadOnlyList<PullThroughRule>>>>> _rules = [];
    private readonly ConcurrentDictionary<string, Lazy<Task<Fact<IReadOnlyList<EndpointPolicy>>>>> _endpointPolicies = [];
    private readonly ConcurrentDictionary<string, Lazy<Task<Fact<NodeNetwork>>>> _networks = [];
    private readonly ConcurrentDictionary<(Place, string), Lazy<Task<Fact<KeyState>>>> _keys = [];

    /// <summary>Who this program is.</summary>
    public Task<Fact<RoleArn>> Own => own;

    public Task<(Fact<PolicyDocument?> Policy, Fact<RegistryPolicyScope>? Scope)> RegistryPolicyAsync(EcrRegistry registry) =>
        Once(_registryPolicies, registry.Place, () => _policies.ReadAsync(registry, own, cancelled));

    /// <summary>
    /// The state of the key that a repository is encrypted with; null where it has none, or the one that AWS manages for ECR.
    /// </summary>
    public async Task<Fact<KeyState>?> KeyAsync(EcrRegistry registry, Fact<string?> key) =>
        key is Fact<string?>.Known { Value: { } name } && name != RegistryReads.KeyOfAws
            ? await Once(_keys, (registry.Place, name), () => _keyStates.StateAsync(registry.Place, name, cancelled))
            : null;

    /// <summary>The facts with what surrounds the pull, as far as it matters: endpoints serve their own region, and a cache fills what is
    /// missing.</summary>
    public async Task<PullFacts> AroundAsync(
        ImageUse use, Fact<NodeInstance?> instance, Fact<ImageInRepository> found, PullFacts facts)
    {
        var image = use.Image;
        if (image.Registry.Region == scope.Region)
            facts = facts with
            {
                EndpointPolicies = await Once(_endpointPolicies, use.Pull.Compute.GroupKey,
                    () => _endpoints.ReadAsync(scope, instance, cancelled)),
            };
        if (use.Failing.Any(pull => pull.Failure.MissedTheRegistry))
            facts = facts with { Network = await Once(_networks, use.Pull.Compute.GroupKey, () => NetworkAsync(instance)) };
        var missing = found.ValueOrNull();
        if (missing is not (ImageInRepository.Missing or ImageInRepository.RepositoryMissing))
            return facts;
        facts = facts with
        {
            PullThroughRules = await Once(_rules, image.Registry.Place, () => _registries.PullThroughRulesAsync(image, cancelled)),
        };
        return missing is not ImageInRepository.RepositoryMissing ? facts : facts with
        {
            CreationTemplates = await _registries.CreationTemplatesAsync(image, await own, cancelled),
            Elsewhere = await _registries.ElsewhereAsync(image, scope.PlacesInsteadOf(image), cancelled),
        };
    }

    private async Task<Fact<NodeNetwork>> NetworkAsync(Fact<NodeInstance?> instance) => instance switch
    {
        Fact<NodeInstance?>.Known { Value: { } node } => Fact.Of(await _ways.AroundAsync(node, scope.Place, cancelled)),
        Fact<NodeInstance?>.Known => Fact.Gap<NodeNetwork>(new Message("gap.node.unknown-to-ec2")),
        var unread => Fact.Gap<NodeNetwork>(unread.Gap!),
    };

    private static Task<T> Once<TKey, T>(ConcurrentDictionary<TKey, Lazy<Task<T>>> kept, TKey key, Func<Task<T>> read)
        where TKey : notnull => kept.GetOrAdd(key, _ => new Lazy<Task<T>>(read)).Value;
}
