using System.Diagnostics;
using System.Text;

namespace Remediator.Screenshots;

/// <summary>What a command wrote to a pseudo-terminal, which script(1) makes, and when.</summary>
internal sealed record TerminalSession(IReadOnlyList<(TimeSpan At, string Output)> Pieces, int Exit)
{
    public static async Task<TerminalSession> RecordAsync(string command, int columns, int rows)
    {
        var start = new ProcessStartInfo("script", ["-qec", $"stty cols {columns} rows {rows}; exec {command}", "/dev/null"])
        {
            RedirectStandardInput = true, // it stays open: its end would be typed as ^D
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.Environment["TERM"] = "xterm-256color";
        start.Environment.Remove("NO_COLOR");
        using var process = Process.Start(start)!;
        var clock = Stopwatch.StartNew();
        var pieces = new List<(TimeSpan, string)>();
        var buffer = new char[1 << 14];
        while (await process.StandardOutput.ReadAsync(buffer) is > 0 and var read)
            pieces.Add((clock.Elapsed, new string(buffer, 0, read)));
        await process.WaitForExitAsync();
        return new(pieces, process.ExitCode);
    }
}
