using YamlDotNet.RepresentationModel;

namespace Remediator.EndToEnd.Tests.Template;

/// <summary>
/// What the group of the access entry may do in a cluster: <c>infra/eks-rbac.yaml</c> in every mode, and beside it
/// <c>infra/eks-rbac-restart.yaml</c> where workloads are restarted, and <c>infra/eks-rbac-annotate.yaml</c> where they get Events.
/// </summary>
internal static class Rbac
{
    public const string Reading = "eks-rbac.yaml";
    public const string Restarting = "eks-rbac-restart.yaml";
    public const string Annotating = "eks-rbac-annotate.yaml";

    public static IEnumerable<(string Resource, string Verb)> RightsIn(string file) =>
        from role in Documents(file, "ClusterRole")
        from rule in (YamlSequenceNode)role["rules"]
        from resource in (YamlSequenceNode)rule["resources"]
        from verb in (YamlSequenceNode)rule["verbs"]
        select ($"{resource}", $"{verb}");

    public static IEnumerable<YamlNode> Documents(string file, string kind)
    {
        var yaml = new YamlStream();
        using var text = File.OpenText(Repository.PathOf("infra", file));
        yaml.Load(text);
        return yaml.Documents.Select(document => document.RootNode).Where(document => $"{document["kind"]}" == kind);
    }
}
