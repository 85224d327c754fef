using System.CommandLine;
using System.CommandLine.Parsing;

namespace Remediator.Cli.Options;

internal static class HtmlOption
{
    /// <summary>A file to write; whether it can be written is checked before the command does anything.</summary>
    public static Option<FileInfo?> Create(string description) =>
        new("--html") { Description = description, HelpName = "FILE", CustomParser = Writable };

    private static FileInfo? Writable(ArgumentResult given)
    {
        var path = given.Tokens[0].Value;
        try
        {
            var file = new FileInfo(path);
            var isNew = !file.Exists;
            file.Open(FileMode.OpenOrCreate, FileAccess.Write).Dispose();
            if (isNew)
                file.Delete();
            return file;
        }
        catch (Exception bad) when (bad is IOException or UnauthorizedAccessException or ArgumentException)
        {
            given.AddError($"--html \"{path}\" cannot be written: {bad.Message.TrimEnd('.')}");
            return null;
        }
    }
}
