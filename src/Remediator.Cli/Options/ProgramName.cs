using System.CommandLine;

namespace Remediator.Cli.Options;

/// <summary>What people type to run this program.</summary>
internal static class ProgramName
{
    private const string Plugin = "kubectl-remediator";
    private const string Project = "src/Remediator.Cli";

    /// <summary>
    /// kubectl runs <c>kubectl-NAME</c> for <c>kubectl NAME</c>: https://kubernetes.io/docs/tasks/extend-kubectl/kubectl-plugins/
    /// </summary>
    public static string Text { get; } = new[] { Environment.ProcessPath, Environment.GetCommandLineArgs()[0] }
        .Any(path => Path.GetFileNameWithoutExtension(path) == Plugin) ? "kubectl remediator" : "remediator";

    /// <summary>The same from the repository's folder, where it is what a build left there that runs.</summary>
    public static string Typed { get; } = IsOfBuild(AppContext.BaseDirectory) ? $"dotnet run --project {Project} --" : Text;

    /// <summary>A help text that names the program as it was called.</summary>
    public static string In(string help) =>
        help.Replace($"  {RootCommand.ExecutableName} ", $"  {Text} ", StringComparison.Ordinal);

    private static bool IsOfBuild(string folder) =>
        folder.Replace('\\', '/').Contains($"/{Project}/bin/", StringComparison.Ordinal);
}
