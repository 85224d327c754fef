using System.CommandLine;
using Remediator.Cli.Options;

namespace Remediator.Cli.Shell;

/// <summary>The library's help, with the program named as it was called.</summary>
internal static class HelpText
{
    public static int Show(ParseResult parsed)
    {
        using var text = new StringWriter();
        var exit = parsed.Invoke(new InvocationConfiguration { Output = text });
        Console.Out.Write(ProgramName.In($"{text}"));
        return exit;
    }
}
