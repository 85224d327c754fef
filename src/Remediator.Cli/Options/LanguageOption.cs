using System.CommandLine;

namespace Remediator.Cli.Options;

internal static class LanguageOption
{
    private static readonly string[] s_accepted = [.. Enum.GetValues<Language>().Select(language => language.Tag)];

    /// <summary>A language, named as FINDINGS_LANGUAGE names it.</summary>
    public static Option<string> Create()
    {
        var option = new Option<string>("--lang")
        {
            Description = $"Language of the output: {string.Join(" or ", s_accepted)}",
            HelpName = string.Join('|', s_accepted),
            DefaultValueFactory = _ => Language.En.Tag,
        };
        option.Validators.Add(given =>
        {
            if (given.Tokens is [var token] && !s_accepted.Contains(token.Value))
                given.AddError($"--lang is \"{token.Value}\": accepted are {string.Join(", ", s_accepted)}");
        });
        return option;
    }
}
