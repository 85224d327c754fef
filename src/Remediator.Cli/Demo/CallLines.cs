using Remediator.Sandbox;

namespace Remediator.Cli.Demo;

/// <summary>
/// Prints the answered calls. Repeated calls are left out until something is written, except reads of the policy, which show the check
/// right before the write.
/// </summary>
internal sealed class CallLines(TerminalPage page, World world, int from)
{
    private readonly HashSet<(string, string, string, int)> _shown = [];
    private int _next = from;

    /// <summary>Writes the calls that were answered since the last time.</summary>
    public void Continue()
    {
        var calls = world.Calls;
        for (; _next < calls.Count && calls[_next] is { Status: not 0 } call; _next++)
        {
            if (WriteCalls.IsWrite(call))
                _shown.Clear();
            if (_shown.Add((call.Service, call.Operation, call.Resource, call.Status)) || call.Operation == "GetRepositoryPolicy")
                page.Line(TerminalText.Escape($"{call.Status}  {call.Service,-10}  {call.Operation,-24}  {call.Resource}"));
        }
    }
}
