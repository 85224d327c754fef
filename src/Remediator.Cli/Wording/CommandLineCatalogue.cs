namespace Remediator.Cli.Wording;

/// <summary>The function's texts, and those that only the command line shows: the function's binary does not carry them.</summary>
internal static class CommandLineCatalogue
{
    private static readonly Lazy<Catalogue>[] s_languages =
        [.. Enum.GetValues<Language>().Select(language => new Lazy<Catalogue>(() => Whole(language)))];

    public static Catalogue In(Language language) => s_languages[(int)language].Value;

    private static Catalogue Whole(Language language)
    {
        using var json = typeof(CommandLineCatalogue).Assembly
            .GetManifestResourceStream($"Remediator.Cli.Wording.{language.Tag}.json")
            ?? throw new InvalidOperationException($"the command line has no catalogue {language.Tag}.json");
        return Catalogue.In(language).With(json);
    }
}
