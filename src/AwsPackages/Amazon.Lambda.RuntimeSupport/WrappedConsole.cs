using System.Text;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>
/// What <c>Console.Out</c> is while the loop runs, as with the official package: each line becomes a message of level Information in the
/// function's log format, and none is written at a higher log level. A writer that was taken before keeps its lines as they are.
/// </summary>
internal sealed class WrappedConsole(TextWriter raw) : TextWriter
{
    private readonly StringBuilder line = new();

    public override Encoding Encoding => raw.Encoding;

    public string? RequestId { private get; set; }

    public LogWriter Log => LogWriter.Of(raw, RequestId);

    public override void Write(char value)
    {
        lock (line)
        {
            if (value != '\n')
            {
                line.Append(value);
                return;
            }
            Log.LogLine(line.ToString().TrimEnd('\r'));
            line.Clear();
        }
    }

    public override void WriteLine(string? value)
    {
        lock (line)
        {
            line.Append(value);
            Write('\n');
        }
    }
}
