using System.CommandLine;
using System.Text;
using Remediator.Cli.Options;
using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Fixing;

namespace Remediator.Cli.Explain;

/// <summary>`explain`: may this principal do this, which statement says so, and what is the smallest fix.</summary>
public static class ExplainCommand
{
    private const string Case = "one JSON object";

    /// <summary>Reads one case per line and writes one answer per line; by default from and to the console.</summary>
    public static Command Create(TextReader? input = null, TextWriter? output = null)
    {
        var fix = new Option<bool>("--fix")
        {
            Description = "Also compute the smallest change of the repository policy that lets the role pull",
        };
        var strategy = new Option<string>("--strategy")
        {
            Description = "How to fix: carve-out or flip-effect",
            DefaultValueFactory = _ => "carve-out",
        };
        strategy.AcceptOnlyFromAmong("carve-out", "flip-effect");
        var guarded = new Option<string>("--protected-sids")
        {
            Description = "Comma-separated patterns of statement Sids that are never touched",
            DefaultValueFactory = _ => "*quarantine*,*protected*",
        };
        var require = new Option<string?>("--require") { Description = "Exit with 1 unless there is a decision and every one is this" };
        require.AcceptOnlyFromAmong(Enum.GetNames<PolicyAnswer>());
        var (gate, format) = (new GateOptions(), new OutputOption(null));
        var command = new Command("explain",
            "Evaluate one JSON case per line: which statement allows or denies, and what would change that; or, with --plan, say which "
            + "pulls a change of infrastructure code would stop")
        {
            fix, strategy, guarded, require,
        };
        gate.AddTo(command, format, fix, require);
        format.AddTo(command);
        command.SetAction(async (parsed, cancelled) =>
        {
            if (gate.IsGiven(parsed))
                return await gate.RunAsync(command, parsed, output ?? Console.Out, cancelled);
            PatchStrategy? how = !parsed.GetValue(fix) ? null
                : parsed.GetValue(strategy) == "flip-effect" ? PatchStrategy.FlipEffect : PatchStrategy.CarveOut;
            var sids = parsed.GetValue(guarded)!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            var show = Shown(output, format.Given(parsed), gate.LanguageOf(parsed));
            var required = parsed.GetValue(require);
            if (input is null)
                StandardInput.SayWaiting(Case);
            var (met, lines, pieces) = (true, 0, 0);
            // nothing ends a read of standard input, so on Ctrl-C it is left behind
            await Task.Run(() =>
            {
                foreach (var (line, explanation) in Explanations(input ?? StandardInput.Open(), how, sids))
                {
                    show(explanation);
                    if (explanation is Explanation.BadLine { Defect: { } defect })
                        Console.Error.WriteLine(TerminalText.Clean($"{defect}"));
                    met &= Meets(explanation, required);
                    lines++;
                    pieces += explanation is Explanation.BadLine && StandardInput.IsPieceOfJson(line) ? 1 : 0;
                }
            }, CancellationToken.None).WaitAsync(cancelled);
            if (input is null && StandardInput.HelpFor(Case, lines, pieces) is { } help)
                Console.Error.WriteLine(help);
            // --require without any case is not met
            return met && (lines > 0 || required is null) ? 0 : 1;
        });
        return command;
    }

    private static IEnumerable<(string Line, Explanation Answer)> Explanations(TextReader input, PatchStrategy? strategy, string[] sids)
    {
        for (var number = 1; input.ReadLine() is { } line; number++)
            yield return (line, Explanation.Of(line, number, strategy, sids));
    }

    private static bool Meets(Explanation explanation, string? required) =>
        explanation is Explanation.Answered { Decision.Answer: var answer } && (required is null || answer.ToString() == required);

    /// <param name="format">Null: text on a terminal, else a line of JSON for each answer.</param>
    private static Action<Explanation> Shown(TextWriter? output, OutputFormat? format, Language language)
    {
        format ??= output is null && !Console.IsOutputRedirected ? OutputFormat.Text : OutputFormat.Json;
        if (format is OutputFormat.Text)
        {
            var page = TerminalPage.OnStandardOutput(language);
            return explanation => ExplainView.Show(page, explanation);
        }
        // flushed after each answer: a caller may wait for it
        var answers = output ?? new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { AutoFlush = true };
        return format is OutputFormat.Yaml
            ? explanation => answers.Write($"---\n{YamlText.Of(JsonNode.Parse(AnswerLine.Of(explanation)))}")
            : explanation => answers.Write(AnswerLine.Of(explanation) + "\n");
    }
}
