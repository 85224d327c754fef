using CliWrap;
using CliWrap.Buffered;
using Remediator.EndToEnd.Tests.Template;

namespace Remediator.EndToEnd.Tests.Documents;

/// <summary>Runs a block as a reader would, in the repository, with its own temporary directory.</summary>
internal static class BlockRun
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(4);

    /// <summary>Replaces `dotnet run`, which would build while the tests run, by the program that is already built.</summary>
    private const string Dotnet = """
        #!/bin/sh
        case "$1 $2 $3" in
          "run --project src/Remediator.Cli") shift 3; [ "$1" = -- ] && shift; exec "$REAL_DOTNET" "$BUILT_PROGRAM" "$@" ;;
          *) exec "$REAL_DOTNET" "$@" ;;
        esac
        """;

    public static async Task<BufferedCommandResult> Of(MarkdownBlock block, DirectoryInfo own)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        late.CancelAfter(s_longest);
        return await new Command("bash")
            .WithArguments(["-euo", "pipefail", "-c", block.Text])
            .WithWorkingDirectory(Repository.PathOf())
            .WithEnvironmentVariables(await EnvironmentOf(own))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(late.Token);
    }

    private static async Task<Dictionary<string, string?>> EnvironmentOf(DirectoryInfo own)
    {
        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        var programs = own.CreateSubdirectory("bin");
        var shim = Path.Combine(programs.FullName, "dotnet");
        await File.WriteAllTextAsync(shim, Dotnet.ReplaceLineEndings("\n"), TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(shim, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return new()
        {
            ["PATH"] = $"{programs.FullName}{Path.PathSeparator}{path}",
            ["TMPDIR"] = own.FullName,
            ["REAL_DOTNET"] = path.Split(Path.PathSeparator).Select(directory => Path.Combine(directory, "dotnet")).First(File.Exists),
            ["BUILT_PROGRAM"] = Path.Combine(AppContext.BaseDirectory, "remediator.dll"),
        };
    }
}
