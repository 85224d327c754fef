using YamlDotNet.RepresentationModel;

namespace Remediator.EndToEnd.Tests.Template;

/// <summary>What the group of the access entry may do in a cluster, as <c>infra/eks-rbac.yaml</c> says.</summary>
internal static class Rbac
{
    public static IEnumerable<(string Resource, string Verb)> RightsOf(string role) =>
        from rule in (YamlSequenceNode)Documents("ClusterRole").Single(document => $"{document["metadata"]["name"]}" == role)["rules"]
        from resource in (YamlSequenceNode)rule["resources"]
        from verb in (YamlSequenceNode)rule["verbs"]
        select ($"{resource}", $"{verb}");

    public static IEnumerable<YamlNode> Documents(string kind)
    {
        var yaml = new YamlStream();
        using var text = File.OpenText(Repository.PathOf("infra", "eks-rbac.yaml"));
        yaml.Load(text);
        return yaml.Documents.Select(document => document.RootNode).Where(document => $"{document["kind"]}" == kind);
    }
}
