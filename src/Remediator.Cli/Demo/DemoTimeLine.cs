using Remediator.Core.Incidents;
using Remediator.Sandbox.Recording;

namespace Remediator.Cli.Demo;

/// <summary>The time line of the incident page: what the function did during the demo.</summary>
internal static class DemoTimeLine
{
    public static IReadOnlyList<Moment> Of(IReadOnlyList<Call> calls, DateTimeOffset begun, DateTimeOffset ended, bool runs) =>
    [
        new(begun, "the function was started by the alarm"),
        .. WriteCalls.Among(calls).Where(call => call.At >= begun).Select(call => new Moment(call.At, $"{WriteCalls.NameOf(call)} was called on {call.Resource}")),
        .. calls.Where(call => call is { Service: "sns", Operation: "Publish" }).Select(call => new Moment(call.At, "people were told")),
        new(ended, runs ? "the pods run" : "the pods do not run yet"),
    ];
}
