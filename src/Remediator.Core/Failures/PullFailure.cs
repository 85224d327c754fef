using Remediator.Core.Images;
using Remediator.Core.Network;
using Remediator.Core.PullTexts;

namespace Remediator.Core.Failures;

/// <summary>
/// Pods that fail to pull the same way: one registry, region, repository, kind of puller and symptom, and one image where the symptom is
/// about an image. The image and the text are the first pod's; the list is never empty, except where the cluster is <see cref="Unseen"/>.
/// </summary>
public sealed record PullFailure(
    Scope Scope,
    ImageReference Image,
    Symptom Symptom,
    string Text,
    Compute Compute,
    IReadOnlyList<FailingPod> Pods)
{
    /// <summary>What the runtime said, without the secrets that it may have quoted.</summary>
    public string Text { get; init; } = Secrets.Redacted(Text);

    /// <summary>What these pods bring along to pull with.</summary>
    public PodCredentials Credentials { get; init; } = new PodCredentials.None();

    /// <summary>What distinguishes the pullers of these pods before IAM is asked; several where they turned out to be one.</summary>
    public IReadOnlyList<(string Compute, string Credentials)> Ways { get => field ?? [(Compute.GroupKey, Credentials.GroupKey)]; init; }

    /// <summary>Failures that turned out to be one, as one; the first stands for all.</summary>
    public static PullFailure Whole(IReadOnlyList<PullFailure> alike) => alike is [var only] ? only
        : alike[0] with
        {
            Pods = [.. alike.SelectMany(one => one.Pods)],
            Ways = [.. alike.SelectMany(one => one.Ways).Distinct()],
            TextOf = alike.SelectMany(one => one.Images.Select(image => (image, Text: one.TextOf.GetValueOrDefault(image, one.Text))))
                .DistinctBy(one => one.image).ToDictionary(one => one.image, one => one.Text),
            Unreconciled = alike.Select(one => one.Unreconciled).FirstOrDefault(why => why is not null),
            PodsGap = alike.Select(one => one.PodsGap).FirstOrDefault(why => why is not null),
        };

    /// <summary>
    /// Why it is not certain that the pods name this image's repository: the text prints another than their spec. Then nothing is written.
    /// </summary>
    public Message? Unreconciled { get; init; }

    /// <summary>The first pod's EC2 instance, where grouping needed it; a known null is an instance that EC2 does not know.</summary>
    public Fact<NodeInstance?>? Instance { get; init; }

    /// <summary>
    /// Why the pods' events, which may say more than their status does, could not be read; null where they were read or not needed.
    /// </summary>
    public Message? EventsGap { get; init; }

    /// <summary>Why the cluster could not be looked at: then nothing else is known, neither pod nor image; null where it was.</summary>
    public Message? Unseen { get; init; }

    /// <summary>A cluster that could not be looked at, in the place of what fails in it.</summary>
    public static PullFailure OfCluster(Scope cluster, Message why) =>
        new(cluster.OfWholeCluster(), ImageReference.Parse(""), Symptom.Unknown, "", new Compute.Unknown(why), []) { Unseen = why };

    /// <summary>Why not all pods could be looked at, so that more may fail; null where they were.</summary>
    public Message? PodsGap { get; init; }

    /// <summary>Why the look that found it could not see of other pods whether they wait for their sandbox; null where it could.</summary>
    public Message? SandboxGap { get; init; }

    /// <summary>The text of each image, where several fail the same way; those that are not in it have <see cref="Text"/>.</summary>
    public IReadOnlyDictionary<string, string> TextOf { get; init; } = new Dictionary<string, string>();

    /// <summary>One failure for each of its images, for what turns out to be about one image.</summary>
    public IReadOnlyList<PullFailure> PerImage() =>
    [
        .. Pods.GroupBy(pod => pod.Image ?? Image.Text).Select(ofImage => this with
        {
            Image = ImageReference.Parse(ofImage.Key),
            Text = TextOf.GetValueOrDefault(ofImage.Key, Text),
            Pods = [.. ofImage],
        }),
    ];

    public FailingPod First => Pods[0];

    /// <summary>The ARN of the image's repository; the image itself where it is not in private ECR.</summary>
    public string Repository => Image is ImageReference.Ecr image ? image.RepositoryArn : Image.Text;

    /// <summary>Every image that its pods wait for, the first one first: several tags of one repository may fail the same way.</summary>
    public IReadOnlyList<string> Images => Unseen is not null ? []
        : [.. Pods.Select(pod => pod.Image ?? Image.Text).Prepend(Image.Text).Distinct()];

    /// <summary>One of its pods waits for this image, however it is spelled.</summary>
    public bool IsOf(ImageReference image) => Images.Any(text => text == image.Text
        || (RepositoryName.Of(text) is { } one && RepositoryName.Of(image.Text) is { } other && one.IsSameImage(other)));

    /// <summary>ECR itself answered that there is no such image, which it says only to those that may pull.</summary>
    public bool WasLetIn => Attempts.All(attempt => attempt is { Symptom: Symptom.NotFound, Mirror: null, EcrMirror: null });

    /// <summary>The nodes of its pods, the first one's first; none where no pod has one.</summary>
    public IReadOnlyList<string> Nodes => [.. Pods.Select(pod => pod.Node).OfType<string>().Distinct()];

    public Message NodesShown => NodeNames.Shown(Nodes, Nodes.Count);

    /// <summary>The node cannot get the image that every pod's sandbox is made of, so no container of the pods was started.</summary>
    public bool IsOfSandbox => First.Kind is ContainerKind.Sandbox;

    /// <summary>Nothing fails yet: the pods run from their nodes' caches, and the symptom is what their next pull would show.</summary>
    public bool IsAhead { get; init; }

    /// <summary>The text says that the registry was not reached at all.</summary>
    public bool MissedTheRegistry => Symptom is Symptom.Timeout or Symptom.ConnectionFailed or Symptom.DnsFailure or Symptom.TlsFailure;

    /// <summary>How far it reaches; without the other failures of the invocation, its own pods are all.</summary>
    public Spread Spread { get => field ?? Spread.Of(this, [this]); init; }

    /// <summary>The denial in IAM's wording, where a newer container runtime prints them.</summary>
    public DenialTail? Denial => PullText.Read(Text).Denial;

    /// <summary>
    /// What the text says beside its symptom; of several credentials, that of the one which says why the image is not on the node.
    /// </summary>
    public PullSigns Signs => new(PullText.Read(Text).Deciding.Text);

    /// <summary>What the pull came to with each credential that the kubelet tried, in its order; never empty.</summary>
    public IReadOnlyList<PullAttempt> Attempts => PullText.Read(Text).Attempts;

    /// <summary>
    /// The part of the image that its repository did not have: an image that an index lists, a layer or a configuration. Null where the
    /// text names none, or only the image itself.
    /// </summary>
    public AskedContent? MissedPart => !IsAhead && Image is ImageReference.Ecr image
        && PullText.Read(Text) is { Deciding.Missed: { } missed } && missed.Digest != image.Digest ? missed : null;

    /// <summary>Every workload that has failing pods, most pods first.</summary>
    public IReadOnlyList<AffectedWorkload> Workloads =>
    [
        .. Pods.GroupBy(pod => (pod.Namespace, pod.Workload))
            .Select(group => new AffectedWorkload(group.Key.Namespace, group.Key.Workload, group.DistinctBy(pod => pod.Uid).Count()))
            .OrderByDescending(affected => affected.Pods),
    ];
}

public sealed record AffectedWorkload(string Namespace, Workload Workload, int Pods);
