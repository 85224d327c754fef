using System.CommandLine;

namespace Remediator.Cli.Classify;

/// <summary>`classify`: the symptom that the text of a failed pull means.</summary>
public static class ClassifyCommand
{
    public static Command Create()
    {
        var command = new Command("classify",
            "Classify the texts of failed pulls: one JSON string per line on stdin, one JSON answer per line on stdout");
        command.SetAction((_, cancellation) => AnswerAsync(Console.In, Console.Out, cancellation));
        return command;
    }

    /// <summary>Answers each line before reading the next; returns 1 if any line was not a JSON string.</summary>
    public static async Task<int> AnswerAsync(TextReader questions, TextWriter answers, CancellationToken cancellation = default)
    {
        var exitCode = 0;
        for (var number = 1; await questions.ReadLineAsync(cancellation) is { } line; number++)
        {
            var answer = ClassifiedLine.Of(line, number);
            exitCode = answer.IsRead ? exitCode : 1;
            await answers.WriteLineAsync(answer.Json.AsMemory(), cancellation);
            await answers.FlushAsync(cancellation);
        }
        return exitCode;
    }
}
