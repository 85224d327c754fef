namespace Remediator.Core.Triggers;

/// <summary>Where an event says it comes from; whether that is believed is decided by <see cref="KnownClusters"/>.</summary>
internal static class EventOrigin
{
    internal static string Account(IncomingEvent e) =>
        NameGrammar.IsAccount(e.Account) ? e.Account : throw MalformedEventException.NotAccepted("account", e.Account, Accepted.Account);

    internal static string Region(IncomingEvent e) =>
        NameGrammar.IsRegion(e.Region) ? e.Region : throw MalformedEventException.NotAccepted("region", e.Region, Accepted.Region);
}
