namespace Remediator.EndToEnd.Tests.Template;

/// <summary>Files of the checkout that the tests run in.</summary>
internal static class Repository
{
    private static readonly string s_root = Above(AppContext.BaseDirectory);

    public static string PathOf(params string[] parts) => Path.Combine([s_root, .. parts]);

    private static string Above(string directory) =>
        File.Exists(Path.Combine(directory, "Remediator.sln"))
            ? directory
            : Above(Path.GetDirectoryName(directory) ?? throw new DirectoryNotFoundException("no Remediator.sln above the tests"));
}
