namespace Remediator.Core.Wording;

/// <summary>What people read; programs read codes and English. Each member has a catalogue, named after its tag.</summary>
public enum Language
{
    En,
    Ja,
}

public static class LanguageTags
{
    extension(Language language)
    {
        /// <summary>The setting's value, and what HTML calls the language: <c>en</c>.</summary>
        public string Tag => language switch
        {
            Language.En => "en",
            Language.Ja => "ja",
            _ => throw new ArgumentOutOfRangeException(nameof(language), language, "the language has no tag"),
        };

        /// <exception cref="FormatException">No language has that tag.</exception>
        public static Language FromTag(string tag) =>
            Enum.GetValues<Language>().Where(one => one.Tag == tag).Select(one => (Language?)one).FirstOrDefault()
            ?? throw new FormatException($"\"{tag}\" is none of {string.Join(", ", Enum.GetValues<Language>().Select(one => one.Tag))}");
    }
}
