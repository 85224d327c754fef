using System.Runtime.CompilerServices;

namespace Remediator.Core.Tests.Messages;

/// <summary>
/// Texts that a person has read, kept beside the tests. To rewrite them:
/// <c>UPDATE_GOLDEN=1 dotnet test --project tests/Remediator.Core.Tests</c>; then read what changed.
/// </summary>
internal static class Golden
{
    private static readonly bool s_update = Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1";

    public static void Holds(string name, string text, [CallerFilePath] string here = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(here)!, "golden", name);
        if (s_update)
            File.WriteAllText(path, text);
        Assert.Equal(File.Exists(path) ? File.ReadAllText(path) : "(there is no such file)", text);
    }
}
