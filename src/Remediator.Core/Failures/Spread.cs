using Remediator.Core.Images;
using Remediator.Core.PullTexts;

namespace Remediator.Core.Failures;

/// <summary>How far a failure reaches, counted before any text is believed.</summary>
public enum Breadth
{
    OnePod,
    OneNode,
    OneRepository,
    OneNodeGroup,
    Registry,
}

/// <summary>
/// How many fail the same way, over everything this invocation looked at: at the same registry, or at any where the node itself fails.
/// </summary>
/// <param name="Computes">Node groups, and nodes that belong to none.</param>
/// <param name="NodesServed">Other nodes that got an answer from that registry, if only a refusal: they do reach it.</param>
public sealed record Spread(int Pods, int Nodes, int Computes, int Repositories, int NodesServed)
{
    public Breadth Breadth => this switch
    {
        { Pods: <= 1 } => Breadth.OnePod,
        { Nodes: <= 1 } => Breadth.OneNode,
        { Repositories: 1 } => Breadth.OneRepository,
        { Computes: 1 } => Breadth.OneNodeGroup,
        _ => Breadth.Registry,
    };

    /// <summary>What fails on the nodes themselves may fail for several; what a registry answers is counted for each by itself.</summary>
    public int Registries { get; init; } = 1;

    /// <summary>Each failure with its spread among all of them.</summary>
    public static IReadOnlyList<PullFailure> Over(IReadOnlyList<PullFailure> all) => Over(all, all);

    /// <param name="failures">Those that are handled.</param>
    /// <param name="seen">All that was seen to fail, the others among it.</param>
    public static IReadOnlyList<PullFailure> Over(IReadOnlyList<PullFailure> failures, IReadOnlyList<PullFailure> seen) =>
        [.. failures.Select(one => one with { Spread = Of(one, seen) })];

    /// <param name="failure">The one that is asked about.</param>
    /// <param name="seen">All that was seen to fail, this one among it.</param>
    public static Spread Of(PullFailure failure, IReadOnlyList<PullFailure> seen)
    {
        var same = seen.Where(other => RegistryOf(other) == RegistryOf(failure)).ToList();
        // what a node does to an image it does to those of every registry
        var alike = (IsOfTheNode(failure.Symptom) ? seen : same).Where(other => other.Symptom == failure.Symptom).ToList();
        var nodes = NodesOf(alike);
        return new(
            alike.SelectMany(other => other.Pods).Select(pod => pod.Uid).Distinct().Count(),
            nodes.Count,
            alike.Select(other => other.Compute.GroupKey).Distinct().Count(),
            alike.Select(RepositoryOf).Distinct().Count(),
            NodesOf(same.Where(other => IsAnswer(other.Symptom))).Count(node => !nodes.Contains(node)))
        {
            Registries = alike.Select(RegistryOf).Distinct().Count(),
        };
    }

    /// <param name="missedTheRegistry">The text says that the registry was not reached: then nodes that do reach it point at this
    /// one.</param>
    public Message Shown(bool missedTheRegistry) => (NodesServed, missedTheRegistry) switch
    {
        (0, _) => Alike,
        (_, true) => new Message("spread.others-reach-registry", ("spread", Alike), ("nodes", NodesServed)),
        _ => new Message("spread.others-served", ("spread", Alike), ("nodes", NodesServed)),
    };

    private Message Alike => Breadth switch
    {
        Breadth.OnePod => new Message("spread.one-pod"),
        Breadth.OneNode => new Message("spread.one-node", ("pods", Pods)),
        Breadth.OneRepository => new Message("spread.one-repository", ("pods", Pods), ("nodes", Nodes)),
        Breadth.OneNodeGroup => new Message("spread.one-node-group", ("pods", Pods), ("nodes", Nodes), ("repositories", Repositories)),
        _ when Registries > 1 => new Message("spread.registries",
            ("pods", Pods), ("nodes", Nodes), ("repositories", Repositories), ("registries", Registries)),
        _ => new Message("spread.registry", ("pods", Pods), ("nodes", Nodes), ("repositories", Repositories)),
    };

    private static HashSet<string> NodesOf(IEnumerable<PullFailure> failures) =>
        [.. failures.SelectMany(failure => failure.Pods).Select(pod => pod.Node).OfType<string>()];

    private static string RegistryOf(PullFailure failure) => failure.Image is ImageReference.Ecr ecr
        ? ecr.Registry.RepositoryArn("")
        : RepositoryName.Of(failure.Image.Text)?.Registry ?? "";

    private static string RepositoryOf(PullFailure failure) => failure.Image is ImageReference.Ecr ecr
        ? ecr.RepositoryArn
        : RepositoryName.Of(failure.Image.Text) is { } name ? $"{name.Registry}/{name.Path}" : failure.Image.Text;

    private static bool IsOfTheNode(Symptom symptom) =>
        symptom is Symptom.DamagedTransfer or Symptom.RuntimeFailed or Symptom.DiskFull or Symptom.ClockSkew;

    private static bool IsAnswer(Symptom symptom) => symptom is Symptom.Forbidden or Symptom.Unauthorized or Symptom.TokenExpired
        or Symptom.NotFound or Symptom.LayerMissing or Symptom.PlatformMismatch or Symptom.Throttled or Symptom.ServerError;
}
