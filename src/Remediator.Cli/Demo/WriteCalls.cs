using Remediator.Sandbox.Recording;

namespace Remediator.Cli.Demo;

/// <summary>
/// Calls that change something in AWS or the cluster. Notifications, Events among them, and the function's own table do not count.
/// </summary>
internal static class WriteCalls
{
    private static readonly string[] s_reads = ["Get", "List", "Describe", "Batch", "get ", "list ", "watch "];

    public static IEnumerable<Call> Among(IEnumerable<Call> calls) => calls.Where(IsWrite);

    public static bool IsWrite(Call call) =>
        call.Service is not ("sns" or "dynamodb") && !IsEvent(call)
        && !s_reads.Any(read => call.Operation.StartsWith(read, StringComparison.Ordinal));

    /// <summary>Whether it puts an Event on a workload or pod.</summary>
    public static bool IsEvent(Call call) => call is { Service: "kubernetes", Operation: "create events" };

    public static string NameOf(Call call) =>
        call.Service == "kubernetes" ? $"kubectl {call.Operation}" : $"{call.Service}:{call.Operation}";
}
