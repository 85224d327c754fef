using Remediator.Sandbox.Recording;

namespace Remediator.Cli.Demo;

/// <summary>Calls that change something in AWS or the cluster. Notifications and the function's own table do not count.</summary>
internal static class WriteCalls
{
    private static readonly string[] s_reads = ["Get", "List", "Describe", "Batch", "get ", "list ", "watch "];

    public static IEnumerable<Call> Among(IEnumerable<Call> calls) => calls.Where(IsWrite);

    public static bool IsWrite(Call call) =>
        call.Service is not ("sns" or "dynamodb") && !s_reads.Any(read => call.Operation.StartsWith(read, StringComparison.Ordinal));

    public static string NameOf(Call call) =>
        call.Service == "kubernetes" ? $"kubectl {call.Operation}" : $"{call.Service}:{call.Operation}";
}
