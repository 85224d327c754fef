namespace Remediator.EndToEnd.Tests.Template;

/// <summary>Files of the checkout that the tests run in.</summary>
internal static class Repository
{
    private static readonly string Root = Above(AppContext.BaseDirectory);

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Above(string directory) =>
        File.Exists(Path.Combine(directory, "Remediator.sln"))
            ? directory
            : Above(Path.GetDirectoryName(directory) ?? throw new DirectoryNotFoundException("no Remediator.sln above the tests"));
}
