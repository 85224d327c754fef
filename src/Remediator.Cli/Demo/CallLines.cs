using Remediator.Cli.Views;
using Remediator.Sandbox;

namespace Remediator.Cli.Demo;

/// <summary>The answered calls one below the other, each once until something is written; a read of the policy always, since one compares right before the write.</summary>
internal sealed class CallLines(TerminalPage page, World world, int from)
{
    private readonly HashSet<(string, string, string, int)> told = [];
    private int next = from;

    /// <summary>Writes what was answered since the last time.</summary>
    public void Continue()
    {
        var calls = world.Calls;
        for (; next < calls.Count && calls[next] is { Status: not 0 } call; next++)
        {
            if (WriteCalls.IsWrite(call)) told.Clear();
            if (told.Add((call.Service, call.Operation, call.Resource, call.Status)) || call.Operation == "GetRepositoryPolicy")
                page.Line(TerminalText.Escape($"{call.Status}  {call.Service,-10}  {call.Operation,-24}  {call.Resource}"));
        }
    }
}
