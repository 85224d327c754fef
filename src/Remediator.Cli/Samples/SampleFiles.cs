using System.Text.Json;

namespace Remediator.Cli.Samples;

/// <summary>The events of the repository, and the environment for sam local, which this program carries in itself.</summary>
internal static class SampleFiles
{
    private const string Events = "samples/";
    private const string Environment = "env.json";

    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    /// <summary>Writes events/*.json and env.json into the folder; the names of the files.</summary>
    public static IReadOnlyList<string> Write(SampleNames names, string folder)
    {
        var files = typeof(SampleFiles).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Events, StringComparison.Ordinal))
            .Select(name => (Path: Path.Combine(folder, "events", name[Events.Length..]), Text: names.In(Text(name))))
            .Append((Path.Combine(folder, Environment), EnvironmentOf(names)))
            .ToArray();
        Directory.CreateDirectory(Path.Combine(folder, "events"));
        foreach (var (path, text) in files)
            File.WriteAllText(path, text);
        return [.. files.Select(file => file.Item1)];
    }

    private static string EnvironmentOf(SampleNames names)
    {
        var functions = JsonNode.Parse(Text(Environment))!.AsObject();
        foreach (var (_, variables) in functions)
            variables!["CLUSTERS"] = names.Cluster;
        return functions.ToJsonString(s_indented) + "\n";
    }

    private static string Text(string resource)
    {
        using var reader = new StreamReader(typeof(SampleFiles).Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
