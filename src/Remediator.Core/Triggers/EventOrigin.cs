namespace Remediator.Core.Triggers;

/// <summary>Where an event says it comes from; whether that is believed is decided by <see cref="KnownClusters"/>.</summary>
internal static class EventOrigin
{
    internal static string Account(IncomingEvent e) =>
        NameGrammar.IsAccount(e.Account) ? e.Account : throw NotAccepted("account", e.Account, "an account id of 12 digits");

    internal static string Region(IncomingEvent e) =>
        NameGrammar.IsRegion(e.Region) ? e.Region : throw NotAccepted("region", e.Region, "a region's name");

    private static MalformedEventException NotAccepted(string field, string? value, string accepted) =>
        new(field, $"is \"{ShownValue.Of(value)}\", accepted is {accepted}");
}
