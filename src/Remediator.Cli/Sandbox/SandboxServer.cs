using Remediator.Cli.Options;
using Remediator.Sandbox;
using Remediator.Sandbox.Hosting;
using Remediator.Sandbox.Model;

namespace Remediator.Cli.Sandbox;

/// <summary>Serves a world until it is cancelled. Export lines go to one writer, everything else to the other.</summary>
internal sealed class SandboxServer(TextWriter exports, TextWriter people)
{
    public async Task<int> RunAsync(Scenario scenario, WorldOptions options, CancellationToken stopped)
    {
        // signals are handled only once there is a task to cancel
        await Task.Yield();
        var directory = Directory.CreateTempSubdirectory("remediator-sandbox-");
        try
        {
            await using var world = await World.StartAsync(scenario, options, stopped);
            foreach (var line in ShellExports.Of(world, world.WriteKubeconfig(directory.FullName), options.Aws))
                await exports.WriteLineAsync(line);
            await exports.FlushAsync(stopped);
            var hints = options.ContainerHost is null ? ShellExports.Hints(world) : SamLocal.Hints(world, directory.FullName);
            foreach (var line in hints)
                await people.WriteLineAsync($"# {line}".TrimEnd());
            await Task.Delay(Timeout.Infinite, stopped).ContinueWith(_ => { }, TaskScheduler.Default);
            return ExitCode.Done;
        }
        catch (IOException busy)
        {
            await people.WriteLineAsync($"the sandbox cannot listen: {busy.Message}");
            return ExitCode.Problem;
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
