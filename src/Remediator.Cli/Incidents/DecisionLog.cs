using System.Text;
using Remediator.Runtime;

namespace Remediator.Cli.Incidents;

/// <summary>
/// Where the function's log goes while a person decides: to standard error where nobody reads it there or <c>-v</c> asks for it, else to a
/// file, because the policy before a write has to stand somewhere.
/// </summary>
internal sealed class DecisionLog(bool isVerbose) : IDisposable
{
    private readonly Lock _lock = new();
    private StreamWriter? _file;
    private bool _isSaid;

    /// <summary>Null while nothing was written to a file.</summary>
    public string? Path { get; private set; }

    public void Write(string line)
    {
        lock (_lock)
        {
            if (isVerbose || Console.IsErrorRedirected || (_file ??= Opened()) is not { } file)
                Console.Error.WriteLine(line);
            else
                file.WriteLine(line);
        }
    }

    public void Dispose() => _file?.Dispose();

    private StreamWriter? Opened()
    {
        try
        {
            var home = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create);
            var folder = Directory.CreateDirectory(System.IO.Path.Combine(home, "remediator")).FullName;
            var path = System.IO.Path.Combine(folder, $"{DateTimeOffset.UtcNow:yyyyMMdd-HHmmss}-{Environment.ProcessId}.log");
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            // policies and names are nobody else's business
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            var file = new StreamWriter(path, new UTF8Encoding(false), options) { AutoFlush = true };
            Path = path;
            return file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (!_isSaid)
                Console.Error.WriteLine(TerminalText.Clean(
                    $"the function's log follows here, since no file can be written: {FailureReason.TextOf(e).TrimEnd('.')}"));
            _isSaid = true;
            return null;
        }
    }
}
