using System.Text;
using System.Text.Json;
using CliWrap;
using CliWrap.Buffered;

namespace Remediator.Tests.Witnesses;

/// <summary>Amazon's Python SDK as a second opinion: a script of this folder reads JSON and answers JSON.</summary>
public static class Botocore
{
    private static readonly Lazy<Task<bool>> s_present = new(async () =>
    {
        try
        {
            return (await CliWrap.Cli.Wrap("python3").WithArguments(["-c", "import botocore"]).WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync()).IsSuccess;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    });

    public static async Task<T> AskAsync<T>(string script, object question)
    {
        Assert.SkipUnless(await s_present.Value, "no botocore: pip install botocore");
        var answer = await CliWrap.Cli.Wrap("python3")
            .WithArguments([Path.Combine(AppContext.BaseDirectory, "Witnesses", script)])
            .WithStandardInputPipe(PipeSource.FromString(JsonSerializer.Serialize(question), Encoding.UTF8))
            .ExecuteBufferedAsync(Encoding.UTF8, TestContext.Current.CancellationToken);
        return JsonSerializer.Deserialize<T>(answer.StandardOutput)!;
    }
}
