using Remediator.Core.Facts;
using Remediator.Core.Network;
using Remediator.Scan;

namespace Remediator.Audit;

/// <summary>One container, of a pod or of a workload's template, with its image and where it runs or may run.</summary>
internal sealed record UseAtom(ImageReference.Ecr Image, SpecifiedImage For, string Namespace, Workload Workload, Compute Compute)
{
    public Fact<NodeInstance?>? Instance { get; init; }

    /// <summary>The platform that it runs on; null where it does not run.</summary>
    public Platform? Shown { get; init; }

    /// <summary>The platforms of the nodes of its kind that may run it.</summary>
    public IReadOnlyList<Platform> MayRunOn { get; init; } = [];

    /// <summary>Null where no pod uses it now.</summary>
    public PodName? Pod { get; init; }

    public required (string Namespace, string Name) ServiceAccount { get; init; }

    /// <summary>The pull secrets that the spec itself names.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>What the container was started from, or null.</summary>
    public string? Digest { get; init; }

    /// <summary>The workload's pods run elsewhere now.</summary>
    public bool RunsElsewhere { get; init; }

    /// <summary>It waits for the image already.</summary>
    public bool Waits { get; init; }

    /// <summary>The container that waits, where its text is looked at: one for each image and kind of node is enough.</summary>
    public WaitingContainer? Sample { get; init; }

    /// <summary>What the node said when it last failed; null where that was not looked at, or is about another image.</summary>
    public WaitingText? Text { get; init; }

    /// <summary>The machine that it waits on.</summary>
    public Fact<NodeState>? Node { get; init; }

    public FailingPod AsPod() => Pod is { } pod
        ? new(Namespace, pod.Name, pod.Uid, Workload, For.Container, pod.Node) { Kind = For.Kind, Volume = For.Volume, Image = Image.Text }
        : new(Namespace, Workload.Name, $"{Namespace}/{Workload}", Workload, For.Container, null)
        {
            Kind = For.Kind,
            Volume = For.Volume,
            Image = Image.Text,
        };
}

internal sealed record PodName(string Name, string Uid, string Node);
