using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Images;

namespace Remediator.Core.Triggers;

/// <summary>What an event asks for.</summary>
public abstract record Trigger
{
    private Trigger() { }

    /// <summary>Something may be failing there.</summary>
    public sealed record Look(Scope Scope) : Trigger;

    /// <summary>As <see cref="Look"/>, asked by anyone who may invoke the function, in its own account.</summary>
    public sealed record Request(string Cluster, string? Namespace, string? Workload) : Trigger
    {
        public Scope In(Scope cluster) => cluster with { Namespace = Namespace, Workload = Workload };
    }

    /// <summary>Would the next pulls succeed, in a cluster of the own account or in all known clusters (null)?</summary>
    public sealed record Audit(string? Cluster, string? Namespace) : Trigger
    {
        /// <summary>The image that it begins with, where another audit stopped; null: where the last one stopped, as far as that is
        /// remembered.</summary>
        public string? From { get; init; }

        /// <summary>The same request for what is left.</summary>
        public JsonObject BeginningAt(string image)
        {
            var request = new JsonObject { ["audit"] = true };
            if (Cluster is not null)
                request["cluster"] = Cluster;
            if (Namespace is not null)
                request["namespace"] = Namespace;
            request["from"] = image;
            return request;
        }

        public Scope In(Scope cluster) => cluster with { Namespace = Namespace };
    }

    /// <summary>Something may be failing in any of the known clusters: in one pod, where the event knows which.</summary>
    public sealed record Sweep(string Account, string? Namespace, string? Pod) : Trigger
    {
        public Scope In(Scope cluster) => cluster with { Namespace = Namespace, Pod = Pod };
    }

    /// <summary>
    /// The policy or the images of a repository changed, or a pull from it was denied: in any of the known clusters something may be
    /// failing, or fail at its next pull.
    /// </summary>
    /// <param name="Account">The one the event is from; a registry of another account may be named in it.</param>
    /// <param name="By">Null where the event does not say whose call it was.</param>
    /// <param name="Change">Null where it was not the policy that changed.</param>
    public sealed record RepositoryEvent(string Account, EcrRepository Repository, Caller? By, ChangedBy? Change) : Trigger
    {
        /// <summary>What kept ECR from filling the repository from its upstream; null where it did not try.</summary>
        public UpstreamFailure? Upstream { get; init; }
    }

    /// <summary>
    /// The policy of a registry changed, or its scope: in any of the known clusters pulls from all its repositories may fail, now or next
    /// time.
    /// </summary>
    /// <param name="Account">The registry's, which the event is from.</param>
    /// <param name="Region">The registry's.</param>
    /// <param name="By">Null where the event does not say whose call it was.</param>
    public sealed record RegistryEvent(string Account, string Region, Caller? By) : Trigger;

    /// <summary>
    /// What was failing there no longer is, or can no longer be measured; the scope is null where the event names no cluster.
    /// </summary>
    public sealed record Ended(Scope? Scope) : Trigger;

    /// <summary>A person's decision about the plan of that hash.</summary>
    public sealed record Decided(string Hash, bool IsApproved) : Trigger;

    /// <summary>An event of another kind, or about something else.</summary>
    public sealed record Ignored(Message Why) : Trigger;

    private static readonly Dictionary<(string Source, string DetailType), Func<IncomingEvent, Trigger>> s_kinds = new()
    {
        [("aws.cloudwatch", "CloudWatch Alarm State Change")] = AlarmStateChange.Read,
        [("aws.cloudwatch", "CloudWatch Alarm Contributor State Change")] = ContributorStateChange.Read,
        [("aws.ecr", "AWS API Call via CloudTrail")] = EcrApiCall.Read,
        [("aws.ecr", "AWS Service Event via CloudTrail")] = EcrServiceEvent.Read,
        [("aws.ecr", "ECR Image Action")] = EcrImageAction.Read,
        [("aws.ecr", "ECR Pull Through Cache Action")] = PullThroughCacheAction.Read,
        [("aws.events", "Scheduled Event")] = e => new Sweep(EventOrigin.Account(e), null, null),
    };

    /// <exception cref="MalformedEventException">The event is of a kind read here and a field of it is not as its sender sends
    /// it.</exception>
    public static Trigger Read(IncomingEvent e) =>
        s_kinds.TryGetValue((e.Source, e.DetailType), out var read) ? read(e)
        : KubernetesEvent.IsOne(e) ? KubernetesEvent.Read(e)
        : new Ignored(new Message("ignored.unknown-kind", ("source", ShownValue.Of(e.Source)), ("kind", ShownValue.Of(e.DetailType))));
}
