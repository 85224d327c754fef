using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Images;

namespace Remediator.Core.Audit;

/// <summary>A workload that uses an image, and how many of its pods do now; none where it is scaled to zero, or waits for its
/// time.</summary>
public sealed record Usage(string Namespace, Workload Workload, int Pods)
{
    /// <summary>Its pods run elsewhere now, and may be scheduled here.</summary>
    public bool RunsElsewhere { get; init; }
}

/// <summary>An image of a private registry and one identity that pulls it, with all workloads for which it does.</summary>
/// <param name="Pull">The next pull, as the first of its pods would make it; see <see cref="PullFailure.IsAhead"/>.</param>
public sealed record ImageUse(PullFailure Pull)
{
    public ImageReference.Ecr Image => (ImageReference.Ecr)Pull.Image;

    public required IReadOnlyList<Usage> Usages { get; init; }

    /// <summary>Pods that use it now.</summary>
    public int Pods => Usages.Sum(usage => usage.Pods);

    /// <summary>Containers that wait for it already.</summary>
    public int Waiting { get; init; }

    /// <summary>Some of those that wait, with what their nodes say.</summary>
    public IReadOnlyList<FailingPull> Failing { get; init; } = [];

    /// <summary>What its running containers were started from, as far as their status says.</summary>
    public IReadOnlyList<string> Digests { get; init; } = [];

    /// <summary>The platforms on which it runs, so that it is built for them.</summary>
    public IReadOnlyList<Platform> Shown { get; init; } = [];

    /// <summary>The platforms of the nodes that may run it.</summary>
    public IReadOnlyList<Platform> MayRunOn { get; init; } = [];

    /// <summary>Pull secrets; the kubelet tries them before the identity of <see cref="Pull"/>.</summary>
    public IReadOnlyList<PullSecret> Secrets { get; init; } = [];

    /// <summary>Uses with one identity, as one; node groups may share a role.</summary>
    /// <param name="alike">At least one; the first stands for all where they differ.</param>
    public static ImageUse Whole(IReadOnlyList<ImageUse> alike) => alike is [var only] ? only : alike[0] with
    {
        Usages =
        [
            .. alike.SelectMany(use => use.Usages).GroupBy(usage => (usage.Namespace, usage.Workload))
                .Select(same => same.First() with
                {
                    Pods = same.Sum(usage => usage.Pods),
                    RunsElsewhere = same.All(usage => usage.RunsElsewhere),
                }),
        ],
        Waiting = alike.Sum(use => use.Waiting),
        Failing = [.. alike.SelectMany(use => use.Failing)],
        Digests = [.. alike.SelectMany(use => use.Digests).Distinct()],
        Shown = [.. alike.SelectMany(use => use.Shown).Distinct()],
        MayRunOn = [.. alike.SelectMany(use => use.MayRunOn).Distinct()],
    };
}

/// <summary>A pull that fails now.</summary>
/// <param name="Node">The machine that it fails on; null where it was not looked at.</param>
public sealed record FailingPull(PullFailure Failure, Fact<NodeState>? Node)
{
    /// <summary>What was read, as this pod's pull meets it: with a pull secret nobody knows who pulls.</summary>
    public PullFacts In(PullFacts facts) => facts with
    {
        Puller = Failure.Credentials is PodCredentials.PullSecrets ? PullerResolution.OfPod(Failure.Credentials)! : facts.Puller,
        Node = Node,
    };
}
