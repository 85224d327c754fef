namespace Remediator.Runtime;

/// <summary>A remote side did not answer as it should, so that the event has to be delivered again.</summary>
public sealed class RemoteFailureException(Message why, Exception? inner) : Exception(why.ToString(), inner)
{
    public Message Why => why;
}
