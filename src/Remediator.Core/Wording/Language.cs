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
    }
}
