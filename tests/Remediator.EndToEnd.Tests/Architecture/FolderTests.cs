using System.Text.RegularExpressions;
using Remediator.EndToEnd.Tests.Template;

namespace Remediator.EndToEnd.Tests.Architecture;

/// <summary>A folder is a stage, a namespace is a folder, and folders depend one way.</summary>
public partial class FolderTests
{
    /// <summary>Each project with its assembly beside the tests.</summary>
    private static readonly Dictionary<string, string> s_assemblies = new()
    {
        ["Remediator.Core"] = "Remediator.Core.dll",
        ["Remediator"] = "bootstrap.dll",
        ["Remediator.Sandbox"] = "Remediator.Sandbox.dll",
        ["Remediator.Cli"] = "remediator.dll",
    };

    /// <summary>The layers of the core, bottom to top: each may use only those before it.</summary>
    private static readonly string[] s_coreRooms =
    [
        "Wording", "Common", "Policies.Language", "Policies.Evaluation", "Policies.Fixing", "Images", "Deployments", "PullTexts", "Network",
        "Failures", "Facts", "Verdicts", "Proposals", "Plans", "Findings", "Audit", "Incidents", "Gate", "Messages", "Triggers",
    ];

    public static TheoryData<string> Projects => new(s_assemblies.Keys);

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_namespace_is_the_folder_of_its_file(string project) => Assert.Empty(
        from file in Sources(project)
        let declared = Declaration().Match(File.ReadAllText(file)).Groups[1].Value
        let folder = string.Join('.', Path.GetRelativePath(Repository.PathOf("src"), file).Split('/')[..^1])
        where declared != folder && !(declared.Length == 0 && Path.GetFileName(file) == "Program.cs")
        select $"{Path.GetRelativePath(Repository.PathOf(), file)} declares \"{declared}\", its folder is \"{folder}\"");

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_folders_depend_on_each_other_in_a_circle(string project)
    {
        var graph = NamespaceGraph.Read(Path.Combine(AppContext.BaseDirectory, s_assemblies[project]));
        Assert.NotEmpty(graph.Uses);
        var circles = graph.Circles().ToArray();
        Assert.True(circles.Length == 0, string.Join("\n\n", circles.Select(circle => Described(graph, circle))));
    }

    [Fact]
    public void A_layer_of_the_core_uses_only_the_layers_below_it()
    {
        var graph = NamespaceGraph.Read(Path.Combine(AppContext.BaseDirectory, s_assemblies["Remediator.Core"]));
        Assert.Equal(s_coreRooms.Order(StringComparer.Ordinal), graph.Namespaces.Select(Room).Distinct().Order(StringComparer.Ordinal));
        var upward = graph.Uses.Where(use => Array.IndexOf(s_coreRooms, Room(use.From)) < Array.IndexOf(s_coreRooms, Room(use.To)))
            .Select(use => $"{use.From} → {use.To}: {string.Join(", ", use.Types)}").ToArray();
        Assert.True(upward.Length == 0, string.Join('\n', upward));
    }

    [Fact]
    public void The_root_of_the_function_contains_only_its_entry_point_wiring_and_handler() => Assert.Equal(
        ["Composition.cs", "Function.cs", "Program.cs"],
        Directory.GetFiles(Repository.PathOf("src", "Remediator"), "*.cs").Select(Path.GetFileName).Order(StringComparer.Ordinal));

    /// <summary>The layer of a namespace of the core; a folder within a layer belongs to it.</summary>
    private static string Room(string name) => name["Remediator.Core.".Length..] is var inner
        && Array.Find(s_coreRooms, room => inner == room || inner.StartsWith($"{room}.", StringComparison.Ordinal)) is { } found
        ? found : name;

    private static string Described(NamespaceGraph graph, IReadOnlySet<string> circle) =>
        $"{string.Join(", ", circle.Order(StringComparer.Ordinal))} depend on each other; the uses with the fewest types are:\n"
            + string.Join('\n', graph.Uses
            .Where(use => circle.Contains(use.From) && circle.Contains(use.To))
            .OrderBy(use => use.Types.Count).Take(15)
            .Select(
                use =>
                    $"  {use.From} → {use.To}: "
                        + $"{string.Join(", ", use.Types.Take(8))}{(use.Types.Count > 8 ? $" and {use.Types.Count - 8} more" : "")}"));

    private static IEnumerable<string> Sources(string project) =>
        Directory.EnumerateFiles(Repository.PathOf("src", project), "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetRelativePath(Repository.PathOf("src", project), file).Split('/')[0] is not ("bin" or "obj"
                or "obj-official"));

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
