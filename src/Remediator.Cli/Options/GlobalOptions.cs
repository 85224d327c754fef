using System.CommandLine;

namespace Remediator.Cli.Options;

/// <summary>The options that every command takes.</summary>
internal static class GlobalOptions
{
    private static readonly Option<bool> s_verbose = new("--verbose", "-v")
    {
        Description = "Show the log of the function on standard error; demo: show all calls, commands and messages",
        Recursive = true,
    };

    private static readonly Option<bool> s_plain = new("--no-color")
    {
        Description = "No colours, no bold, no dim, as with NO_COLOR in the environment",
        Recursive = true,
    };

    public static void AddTo(RootCommand root)
    {
        root.Options.Add(s_verbose);
        root.Options.Add(s_plain);
    }

    /// <summary>What is asked for on the command line holds as if it stood in the environment.</summary>
    public static void Apply(ParseResult parsed)
    {
        if (parsed.GetValue(s_plain))
            Environment.SetEnvironmentVariable(TerminalPage.NoColour, "1");
    }

    public static bool IsVerbose(ParseResult parsed) => parsed.GetValue(s_verbose);

    /// <summary>Where the function's log goes in commands that show people something else.</summary>
    public static Action<string> LogOf(ParseResult parsed) => IsVerbose(parsed) ? Console.Error.WriteLine : _ => { };
}
