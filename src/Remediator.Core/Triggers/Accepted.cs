namespace Remediator.Core.Triggers;

/// <summary>What a field of an event or a request may hold, in the words of the catalogues.</summary>
internal static class Accepted
{
    internal static Message Account { get; } = new("accepted.account");

    internal static Message Region { get; } = new("accepted.region");

    internal static Message Cluster { get; } = new("accepted.cluster");

    internal static Message ClusterInFull { get; } = new("accepted.cluster-in-full");

    internal static Message KubernetesName { get; } = new("accepted.kubernetes-name");

    internal static Message ImageName(int longest) => new("accepted.image-name", ("longest", longest));

    internal static Message Repository { get; } = new("accepted.repository");

    internal static Message AlarmState { get; } = new("accepted.alarm-state");

    internal static Message PlanHash { get; } = new("accepted.plan-hash");

    internal static Message Object { get; } = new("accepted.object");

    internal static Message Array { get; } = new("accepted.array");

    internal static Message Text { get; } = new("accepted.text");

    internal static Message UnicodeText { get; } = new("accepted.unicode-text");
}
