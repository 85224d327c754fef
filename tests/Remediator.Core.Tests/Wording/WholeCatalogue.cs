using System.Runtime.CompilerServices;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests.Wording;

/// <summary>All texts of a language: the function's, and those that the command line has beside them.</summary>
internal static class WholeCatalogue
{
    /// <summary>What the codes of the command line begin with.</summary>
    public const string OfCommandLine = "cli.";

    public static Catalogue In(Language language)
    {
        using var json = File.OpenRead(FileOf(language));
        return Catalogue.In(language).With(json);
    }

    /// <summary>The command line's own codes.</summary>
    public static IReadOnlyCollection<string> CodesOfCommandLine(Language language)
    {
        using var json = File.OpenRead(FileOf(language));
        return [.. Catalogue.Parse(language.Tag, json).Templates.Keys];
    }

    private static string FileOf(Language language, [CallerFilePath] string here = "") => Path.GetFullPath(
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "src", "Remediator.Cli", "Wording", $"{language.Tag}.json"));
}
