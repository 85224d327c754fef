namespace Remediator.Core;

/// <summary>What an event asks for.</summary>
public abstract record Trigger
{
    private Trigger() { }

    /// <summary>Something may be failing there.</summary>
    public sealed record Look(Scope Scope) : Trigger;

    /// <summary>What was failing there no longer is, or can no longer be measured.</summary>
    public sealed record Ended(Scope Scope) : Trigger;

    /// <summary>An event of another kind, or about something else.</summary>
    public sealed record NotOurs(string Why) : Trigger;

    private static readonly Dictionary<(string Source, string DetailType), Func<IncomingEvent, Trigger>> s_kinds = new()
    {
        [("aws.cloudwatch", "CloudWatch Alarm State Change")] = AlarmStateChange.Read,
    };

    /// <exception cref="MalformedEventException">The event is of a kind read here and a field of it is not as its sender sends it.</exception>
    public static Trigger Read(IncomingEvent e) =>
        s_kinds.TryGetValue((e.Source, e.DetailType), out var read)
            ? read(e)
            : new NotOurs($"no trigger is read from source \"{Shown.Of(e.Source)}\", detail-type \"{Shown.Of(e.DetailType)}\"");
}
