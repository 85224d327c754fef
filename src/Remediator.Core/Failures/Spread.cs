using Remediator.Core.Images;
using Remediator.Core.PullTexts;
using Remediator.Core.Wording;

namespace Remediator.Core.Failures;

/// <summary>How far a failure reaches, told by counting before any text is believed.</summary>
public enum Breadth
{
    OnePod,
    OneNode,
    OneRepository,
    OneNodeGroup,
    Registry,
}

/// <summary>How many fail the same way at the same registry, over everything this invocation looked at.</summary>
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

    /// <summary>Each failure with its spread among all of them.</summary>
    public static IReadOnlyList<PullFailure> Over(IReadOnlyList<PullFailure> all) =>
        [.. all.GroupBy(RegistryOf).Select(same => same.ToList()).SelectMany(same => same.Select(one => one with { Spread = Of(one, same) }))];

    /// <param name="same">The failures at the same registry, this one among them.</param>
    public static Spread Of(PullFailure failure, IReadOnlyList<PullFailure> same)
    {
        var alike = same.Where(other => other.Symptom == failure.Symptom).ToList();
        var nodes = NodesOf(alike);
        return new(
            alike.SelectMany(other => other.Pods).Select(pod => pod.Uid).Distinct().Count(),
            nodes.Count,
            alike.Select(other => other.Compute.GroupKey).Distinct().Count(),
            alike.Select(RepositoryOf).Distinct().Count(),
            NodesOf(same.Where(other => IsAnswer(other.Symptom))).Count(node => !nodes.Contains(node)));
    }

    public Message Told => Breadth switch
    {
        Breadth.OnePod => "no other pod that was looked at fails this way",
        Breadth.OneNode => $"{Pods} pods fail this way, all on one node",
        Breadth.OneRepository => $"{Pods} pods on {Nodes} nodes fail this way, all for this repository",
        Breadth.OneNodeGroup => $"{Pods} pods on {Nodes} nodes fail this way for {Repositories} repositories, all on nodes of one group",
        _ => $"{Pods} pods on {Nodes} nodes fail this way for {Repositories} repositories: the whole registry, as far as was looked",
    } + (NodesServed > 0 ? $"; {NodesServed} other {(NodesServed == 1 ? "node gets" : "nodes get")} answers from this registry" : "");

    private static HashSet<string> NodesOf(IEnumerable<PullFailure> failures) =>
        [.. failures.SelectMany(failure => failure.Pods).Select(pod => pod.Node).OfType<string>()];

    private static string RegistryOf(PullFailure failure) => failure.Image is ImageReference.Ecr ecr ? ecr.Registry.RepositoryArn("") : "";

    private static string RepositoryOf(PullFailure failure) => failure.Image is ImageReference.Ecr ecr ? ecr.Repository : failure.Image.Text;

    private static bool IsAnswer(Symptom symptom) => symptom is Symptom.Forbidden or Symptom.Unauthorized or Symptom.TokenExpired
        or Symptom.NotFound or Symptom.LayerMissing or Symptom.PlatformMismatch or Symptom.Throttled or Symptom.ServerError;
}
