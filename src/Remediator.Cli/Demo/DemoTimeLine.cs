using Remediator.Core.Incidents;
using Remediator.Sandbox.Recording;

namespace Remediator.Cli.Demo;

/// <summary>The timeline of the incident page: what the function did during the demo.</summary>
internal static class DemoTimeLine
{
    public static IReadOnlyList<Moment> Of(IReadOnlyList<Call> calls, DateTimeOffset begun, DateTimeOffset ended, bool runs) =>
    [
        new(begun, new Message("time-line.alarm")),
        .. WriteCalls.Among(calls).Where(call => call.At >= begun).Select(call => new Moment(call.At, Called(call))),
        .. calls.Where(call => call is { Service: "sns", Operation: "Publish" })
            .Select(call => new Moment(call.At, new Message("time-line.notified"))),
        new(ended, runs ? new Message("time-line.running") : new Message("time-line.not-running")),
    ];

    private static Message Called(Call call) =>
        new Message("time-line.called", ("operation", WriteCalls.NameOf(call)), ("resource", call.Resource));
}
