using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Remediator.Core.Policies;

namespace Remediator.Core;

/// <summary>The commands that show by hand what a step showed. Every value from outside is quoted for a POSIX shell.</summary>
public static class ByHand
{
    public static string PodStatus(FailingPod pod) =>
        $"kubectl get pods -n {Quote(pod.Namespace)} {Quote(pod.Name)}";

    public static string PodEvents(FailingPod pod) =>
        $"kubectl describe pod -n {Quote(pod.Namespace)} {Quote(pod.Name)}";

    public static string ImageReference(FailingPod pod) =>
        $"kubectl get pod -n {Quote(pod.Namespace)} {Quote(pod.Name)} -o jsonpath='{{.spec.containers[*].image}}'";

    public static string DescribeImage(ImageReference.Ecr image)
    {
        var id = image.Digest is { } digest ? $"imageDigest={digest}" : $"imageTag={image.Tag}";
        return $"aws ecr describe-images {Of(image)} --image-ids {Quote(id)} --filter imageStatus=ANY";
    }

    public static string NodeGroup(string cluster, string group, string region) =>
        $"aws eks describe-nodegroup --region {Quote(region)} --cluster-name {Quote(cluster)} --nodegroup-name {Quote(group)} --query nodegroup.nodeRole";

    public static string Node(string? node) =>
        node is null ? "kubectl get nodes -o wide" : $"kubectl get node {Quote(node)} -o jsonpath='{{.spec.providerID}}'";

    public static string RolePolicies(string role) =>
        $"aws iam list-attached-role-policies --role-name {Quote(role)}; aws iam list-role-policies --role-name {Quote(role)}";

    public static string RepositoryPolicy(ImageReference.Ecr image) =>
        $"aws ecr get-repository-policy {Of(image)} --query policyText --output text";

    /// <param name="policy">Null deletes it. It is put on one line, so that the command can be copied.</param>
    public static string SetRepositoryPolicy(ImageReference.Ecr image, PolicyDocument? policy) => policy is null
        ? $"aws ecr delete-repository-policy {Of(image)}"
        : $"aws ecr set-repository-policy {Of(image)} --policy-text {Quote(Untrusted.Json(JsonText.Compact(JsonNode.Parse(policy.Text)!)))}";

    public static string OptIn(ImageReference.Ecr image) =>
        $"aws ecr tag-resource --region {Quote(image.Registry.Region)} --resource-arn {Quote(image.RepositoryArn)} --tags Key={OptIns.TagKey},Value={OptIns.TagValue}";

    public static string Rollout(string ns, Workload workload) =>
        $"kubectl rollout restart -n {Quote(ns)} {Quote($"{workload.Kind.ToLowerInvariant()}/{workload.Name}")}";

    /// <summary>Quotes for a POSIX shell; what is plainly harmless stays readable, and neither control characters nor invisible ones pass.</summary>
    public static string Quote(string text)
    {
        var printable = string.Concat(text.EnumerateRunes().Select(rune => IsShown(rune) ? rune : Rune.ReplacementChar));
        return printable.Length > 0 && printable.All(c => char.IsAsciiLetterOrDigit(c) || "-_./:=@+,".Contains(c))
            ? printable
            : $"'{printable.Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }

    private static bool IsShown(Rune rune) =>
        rune.Value == '\n' || !(Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format);

    private static string Of(ImageReference.Ecr image) =>
        $"--region {Quote(image.Registry.Region)} --registry-id {Quote(image.Registry.Account)} --repository-name {Quote(image.Repository)}";
}
