using Amazon.Lambda.Core;

namespace Remediator.Cli.Hosting;

internal sealed class LineLogger(Action<string> write) : ILambdaLogger
{
    public void Log(string message) => write(message);

    public void LogLine(string message) => write(message);
}
