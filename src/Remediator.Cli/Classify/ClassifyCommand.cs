using System.CommandLine;
using Remediator.Cli.Options;

namespace Remediator.Cli.Classify;

/// <summary>`classify`: the symptom that the text of a failed pull means.</summary>
public static class ClassifyCommand
{
    private const string Question = "one JSON string";

    public static Command Create()
    {
        var command = new Command("classify",
            "Classify the texts of failed pulls: one JSON string per line on stdin, one JSON answer per line on stdout");
        command.SetAction((_, cancellation) =>
        {
            StandardInput.SayWaiting(Question);
            return AnswerAsync(StandardInput.Open(), Console.Out, Console.Error, cancellation);
        });
        return command;
    }

    /// <summary>Answers each line before reading the next; returns 1 if any line was not a JSON string.</summary>
    public static async Task<int> AnswerAsync(TextReader questions, TextWriter answers, TextWriter? errors = null,
        CancellationToken cancellation = default)
    {
        var (exitCode, lines, pieces) = (0, 0, 0);
        for (var number = 1; await StandardInput.LineAsync(questions, cancellation) is { } line; number++)
        {
            lines++;
            var answer = ClassifiedLine.Of(line, number);
            exitCode = answer.IsRead ? exitCode : 1;
            pieces += !answer.IsRead && StandardInput.IsPieceOfJson(line) ? 1 : 0;
            await answers.WriteLineAsync(answer.Json.AsMemory(), cancellation);
            await answers.FlushAsync(cancellation);
        }
        if (errors is not null && StandardInput.HelpFor(Question, lines, pieces) is { } help)
            await errors.WriteLineAsync(help);
        return exitCode;
    }
}
