using System.Globalization;
using Remediator.Core.PullTexts;
using Remediator.Kubernetes;

namespace Remediator.Scan;

/// <summary>Which pull secrets of a pod the kubelet does not find.</summary>
/// <param name="Missing">Those that its newest event names.</param>
/// <param name="Doubt">Why it is not known whether the kubelet finds them; null where it is.</param>
internal sealed record SecretsSeen(IReadOnlyList<string> Missing, Message? Doubt)
{
    /// <summary>The kubelet looks for the secrets just before it pulls, and events have whole seconds.</summary>
    private static readonly TimeSpan s_sameTry = TimeSpan.FromSeconds(10);

    public static SecretsSeen All { get; } = new([], null);

    public static SecretsSeen Unread(Message why) => new([], new Message("no-puller.secrets-unread", ("why", why)));

    /// <summary>
    /// The kubelet says with each try that it lacks a secret: where it has tried since without saying so, the secret may be there by now.
    /// </summary>
    /// <param name="said">The pod's events about secrets that were not found.</param>
    /// <param name="pulls">Its events about pulls that were started; a gap where they could not be read.</param>
    public static SecretsSeen Of(IEnumerable<ClusterEvent> said, Fact<IReadOnlyList<ClusterEvent>> pulls)
    {
        if (said.MaxBy(e => e.At) is not { } newest || MissingSecrets.In(newest.Message ?? "") is not { Count: > 0 } names)
            return All;
        return pulls switch
        {
            Fact<IReadOnlyList<ClusterEvent>>.Known { Value: var known } => known.Any(pull => pull.At - newest.At > s_sameTry)
                ? new([], new Message("no-puller.secret-found-since", ("secrets", string.Join(", ", names)),
                    ("at", newest.At.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture))))
                : new(names, null),
            _ => Unread(pulls.Gap!),
        };
    }
}
