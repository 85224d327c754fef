using System.CommandLine;
using Remediator.Cli.Options;

namespace Remediator.Cli.Shell;

/// <summary>`version`: the same as `--version`.</summary>
internal static class VersionCommand
{
    public static Command Create()
    {
        var version = new Command("version", "Print the version that findings carry");
        version.SetAction(_ =>
        {
            Console.WriteLine(Composition.Version);
            return ExitCode.Done;
        });
        return version;
    }
}
