using System.CommandLine;
using System.CommandLine.Parsing;

namespace Remediator.Cli.Options;

/// <summary><c>-o text|json|yaml</c>; where there was a <c>--json</c> before, it means <c>-o json</c>.</summary>
internal sealed class OutputOption
{
    private static readonly string[] s_accepted = ["text", "json", "yaml"];

    private readonly Option<string?> _format;
    private readonly Option<bool> _json = new("--json") { Description = "The same as -o json" };

    /// <param name="default">Null: the command decides.</param>
    public OutputOption(string? @default = "text")
    {
        _format = new("--output", "-o")
        {
            Description = $"What to print: {string.Join(", ", s_accepted)}",
            HelpName = string.Join('|', s_accepted),
        };
        if (@default is not null)
            _format.DefaultValueFactory = _ => @default;
        _format.CompletionSources.Add(s_accepted);
        _format.Validators.Add(given =>
        {
            if (given.Tokens is [var token] && !s_accepted.Contains(token.Value))
                given.AddError($"-o is \"{token.Value}\": accepted are {string.Join(", ", s_accepted)}");
        });
    }

    /// <param name="isRecursive">Subcommands take the options too.</param>
    public void AddTo(Command command, bool isRecursive = false)
    {
        _format.Recursive = _json.Recursive = isRecursive;
        command.Options.Add(_format);
        command.Options.Add(_json);
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(_json) && parsed.GetResult(_format) is { Implicit: false } given
                && given.Tokens is [var token] && token.Value != "json")
                parsed.AddError($"--json and -o {token.Value} exclude each other");
        });
    }

    public bool IsGiven(SymbolResult parsed) =>
        parsed.GetResult(_format) is { Implicit: false } || parsed.GetResult(_json) is { Implicit: false };

    public OutputFormat Of(ParseResult parsed) => Given(parsed) ?? OutputFormat.Text;

    /// <summary>What is asked for; null where nothing is, and the command decides.</summary>
    public OutputFormat? Given(ParseResult parsed) => parsed.GetValue(_json) ? OutputFormat.Json : parsed.GetValue(_format) switch
    {
        "json" => OutputFormat.Json,
        "yaml" => OutputFormat.Yaml,
        "text" => OutputFormat.Text,
        _ => null,
    };
}
