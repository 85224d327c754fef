using System.Globalization;
using System.Text;
using Remediator.Core.Failures;
using Remediator.Core.Images;
using Remediator.Core.Network;
using Remediator.Core.Policies.Language;
using Remediator.Core.PullTexts;

namespace Remediator.Core.Verdicts;

/// <summary>The commands that reproduce what a step showed. Every value from outside is quoted for a POSIX shell.</summary>
public static class ShellCommands
{
    /// <summary>Whether it is there, who may be let in, and from where its API server is reached.</summary>
    public static string DescribeCluster(Scope cluster) =>
        $"aws eks describe-cluster --region {Quote(cluster.Region)} --name {Quote(cluster.Cluster)} "
        + "--query 'cluster.[status,accessConfig,resourcesVpcConfig]'";

    /// <summary>The stack that lets the function's role in; ROLE_ARN is an output of the function's own stack.</summary>
    public static string LetInto(Scope cluster) => $"aws cloudformation deploy --region {Quote(cluster.Region)} "
        + $"--template-file infra/cluster.yaml --stack-name {Quote($"remediator-{cluster.Cluster}")} "
        + $"--parameter-overrides {Quote($"ClusterName={cluster.Cluster}")} RoleArn=ROLE_ARN";

    /// <summary>What that role may read in the cluster.</summary>
    public const string GrantReads = "kubectl apply -f infra/eks-rbac.yaml";

    /// <summary>Which clusters there are for a pattern to match.</summary>
    public static string ListClusters(Scope pattern) => $"aws eks list-clusters --region {Quote(pattern.Region)}";

    public static string PodStatus(FailingPod pod) =>
        $"kubectl get pods -n {Quote(pod.Namespace)} {Quote(pod.Name)}";

    public static string PodEvents(FailingPod pod) =>
        $"kubectl describe pod -n {Quote(pod.Namespace)} {Quote(pod.Name)}";

    public static string ImageReference(FailingPod pod) =>
        $"kubectl get pod -n {Quote(pod.Namespace)} {Quote(pod.Name)} -o jsonpath='{{.spec.containers[*].image}}'";

    /// <summary>Also those of ephemeral containers and image volumes.</summary>
    public static string PodImages(FailingPod pod) =>
        $"kubectl get pod -n {Quote(pod.Namespace)} {Quote(pod.Name)} -o jsonpath='{{.spec..image}}'";

    public static string Workload(string ns, Workload workload) => $"kubectl get -n {Quote(ns)} {Named(workload)}";

    public static string WorkloadImages(string ns, Workload workload) => $"{Workload(ns, workload)} -o jsonpath='{{.spec..image}}'";

    public static string WorkloadCredentials(string ns, Workload workload) =>
        $"{Workload(ns, workload)} -o jsonpath='{{.spec..imagePullSecrets}} {{.spec..serviceAccountName}}'";

    public static string DescribeImage(ImageReference.Ecr image) =>
        $"aws ecr describe-images {Of(image)} --image-ids {IdOf(image)} --filter imageStatus=ANY";

    /// <summary>Brings an archived image back.</summary>
    /// <param name="part">The one image of an index; null: the image itself.</param>
    public static string RestoreImage(ImageReference.Ecr image, AskedContent? part) =>
        $"aws ecr update-image-storage-class {Of(image)} --image-id {(part is null ? IdOf(image) : IdOf(part))} "
        + "--target-storage-class STANDARD";

    /// <summary>Neither counts as a pull.</summary>
    public static string Part(ImageReference.Ecr image, AskedContent part) => part.IsManifest
        ? $"aws ecr describe-images {Of(image)} --image-ids {IdOf(part)} --filter imageStatus=ANY"
        : $"aws ecr batch-check-layer-availability {Of(image)} --layer-digests {Quote(part.Digest)}";

    public static string DescribeRepository(string repository, string account, string region) =>
        $"aws ecr describe-repositories --region {Quote(region)} --registry-id {Quote(account)} --repository-names {Quote(repository)}";

    /// <summary>Counts as a pull.</summary>
    public static string Manifest(ImageReference.Ecr image) => $"aws ecr batch-get-image {Of(image)} --image-ids {IdOf(image)}";

    public static string PullThroughRule(EcrRegistry registry, string prefix) =>
        $"aws ecr describe-pull-through-cache-rules --region {Quote(registry.Region)} --registry-id {Quote(registry.Account)} "
        + $"--ecr-repository-prefixes {Quote(prefix)}";

    /// <summary>ECR itself tries the rule's upstream and credentials.</summary>
    public static string ValidatePullThroughRule(EcrRegistry registry, string prefix) =>
        $"aws ecr validate-pull-through-cache-rule --region {Quote(registry.Region)} --registry-id {Quote(registry.Account)} "
        + $"--ecr-repository-prefix {Quote(prefix)}";

    /// <summary>The call takes no registry: it answers about the caller's own account.</summary>
    public static string CreationTemplates(EcrRegistry registry) =>
        $"aws ecr describe-repository-creation-templates --region {Quote(registry.Region)}";

    /// <summary>Null where there is no endpoint to show.</summary>
    public static string? EndpointPolicies(string region, IEnumerable<string> ids) =>
        string.Join(' ', ids.Select(Quote)) is { Length: > 0 } list
        ? $"aws ec2 describe-vpc-endpoints --region {Quote(region)} --vpc-endpoint-ids {list} "
            + "--query 'VpcEndpoints[].[ServiceName,PolicyDocument]'"
        : null;

    public static string NodePlatform(string? node) =>
        node is null
            ? "kubectl get nodes -o wide"
            : $"kubectl get node {Quote(node)} -o jsonpath='{{.status.nodeInfo.operatingSystem}}/{{.status.nodeInfo.architecture}}'";

    public static string NodeConditions(string? node) =>
        node is null ? "kubectl describe nodes" : $"kubectl describe node {Quote(node)}";

    /// <summary>
    /// A command that reads on the node itself, through Systems Manager; without an instance, what the cluster knows of it.
    /// </summary>
    public static string OnNode(PullFailure failure, string command) => failure.Compute.Ec2Instance is { } instance
        ? $"aws ssm start-session --region {Quote(failure.Scope.Region)} --target {Quote(instance)} "
            + $"--document-name AWS-StartNonInteractiveCommand --parameters {Quote($"command=\"{command}\"")}"
        : NodeConditions(failure.First.Node);

    /// <summary>Which runtime, and which version of it, the node has.</summary>
    public static string NodeRuntime(string? node) =>
        node is null
            ? "kubectl get nodes -o wide"
            : $"kubectl get node {Quote(node)} -o jsonpath='{{.status.nodeInfo.containerRuntimeVersion}} {{.status.nodeInfo.osImage}}'";

    public static string Secrets(string ns, IReadOnlyList<string> names) =>
        $"kubectl get secret -n {Quote(ns)} {string.Join(' ', names.Select(Quote))}";

    public static string NodeGroup(string cluster, string group, string region) =>
        $"aws eks describe-nodegroup --region {Quote(region)} --cluster-name {Quote(cluster)} --nodegroup-name {Quote(group)} "
        + "--query nodegroup.nodeRole";

    public static string Node(string? node) =>
        node is null ? "kubectl get nodes -o wide" : $"kubectl get node {Quote(node)} -o jsonpath='{{.spec.providerID}}'";

    public static string Network(string region, NodeInstance node)
    {
        var (at, vpc, subnet) = ($"--region {Quote(region)}", Quote($"Name=vpc-id,Values={node.VpcId}"),
            Quote($"Name=association.subnet-id,Values={node.SubnetId}"));
        return $"aws ec2 describe-route-tables {at} --filters {vpc}; aws ec2 describe-vpc-endpoints {at} --filters {vpc}; "
            + $"aws ec2 describe-network-acls {at} --filters {subnet}; aws ec2 describe-security-groups {at} --filters {vpc}; "
            + $"aws ec2 describe-vpc-attribute {at} --vpc-id {Quote(node.VpcId)} --attribute enableDnsSupport";
    }

    public static string InstanceProfile(string region, string instance) =>
        $"aws ec2 describe-instances --region {Quote(region)} --instance-ids {Quote(instance)} "
        + "--query 'Reservations[].Instances[].IamInstanceProfile.Arn'";

    public static string AutoModeRole(string cluster, string region) =>
        $"aws eks describe-cluster --region {Quote(region)} --name {Quote(cluster)} --query cluster.computeConfig.nodeRoleArn";

    public static string FargateProfiles(string cluster, string? profile, string region) => profile is null
        ? $"aws eks list-fargate-profiles --region {Quote(region)} --cluster-name {Quote(cluster)}"
        : $"aws eks describe-fargate-profile --region {Quote(region)} --cluster-name {Quote(cluster)} "
            + $"--fargate-profile-name {Quote(profile)}";

    public static string PodCredentials(FailingPod pod) =>
        $"kubectl get pod -n {Quote(pod.Namespace)} {Quote(pod.Name)} "
        + "-o jsonpath='{.spec.imagePullSecrets} {.spec.serviceAccountName}'";

    public static string RolePolicies(string role) =>
        $"aws iam list-attached-role-policies --role-name {Quote(role)}; aws iam list-role-policies --role-name {Quote(role)}";

    /// <param name="boundary">Its ARN; null where it is not known.</param>
    public static string PermissionsBoundary(string role, string? boundary) => boundary is null
        ? $"aws iam get-role --role-name {Quote(role)} --query Role.PermissionsBoundary"
        : $"aws iam get-policy-version --policy-arn {Quote(boundary)} --query PolicyVersion.Document "
            + $"--version-id \"$(aws iam get-policy --policy-arn {Quote(boundary)} --query Policy.DefaultVersionId --output text)\"";

    public static string RepositoryPolicy(ImageReference.Ecr image) =>
        $"aws ecr get-repository-policy {Of(image)} --query policyText --output text";

    public static string LifecyclePolicy(ImageReference.Ecr image) =>
        $"aws ecr get-lifecycle-policy {Of(image)} --query lifecyclePolicyText --output text";

    public static string Key(string region, string key) =>
        $"aws kms describe-key --region {Quote(region)} --key-id {Quote(key)} --query KeyMetadata.KeyState --output text";

    /// <summary>The policy and its scope. Neither call takes a registry: they answer about the caller's own account.</summary>
    public static string RegistryPolicy(EcrRegistry registry) =>
        $"aws ecr get-registry-policy --region {Quote(registry.Region)} --query policyText --output text; "
        + $"aws ecr get-account-setting --region {Quote(registry.Region)} --name REGISTRY_POLICY_SCOPE";

    /// <summary>For the account's owner, with the text that <see cref="RegistryPolicy"/> shows, changed in this file.</summary>
    public static string PutRegistryPolicy(EcrRegistry registry) =>
        $"aws ecr put-registry-policy --region {Quote(registry.Region)} --policy-text file://registry-policy.json";

    /// <param name="policy">Null deletes it. It is put on one line, so that the command can be copied.</param>
    public static string SetRepositoryPolicy(ImageReference.Ecr image, PolicyDocument? policy) => policy is null
        ? $"aws ecr delete-repository-policy {Of(image)}"
        : $"aws ecr set-repository-policy {Of(image)} "
            + $"--policy-text {Quote(Untrusted.Json(JsonText.Compact(JsonNode.Parse(policy.Text)!)))}";

    /// <param name="decision"><c>approve</c>, <c>reject</c> or <c>rollback</c>.</param>
    /// <param name="what">The plan's hash, or the incident's key.</param>
    /// <param name="region">Of the table.</param>
    public static string Decide(string decision, string what, string table, string region) =>
        $"remediator {decision} {Quote(what)} --table {Quote(table)} --region {Quote(region)}";

    /// <summary>
    /// Quotes for a POSIX shell; what is plainly harmless stays readable, and neither control characters nor invisible ones pass.
    /// </summary>
    public static string Quote(string text)
    {
        var printable = string.Concat(text.EnumerateRunes().Select(rune => IsShown(rune) ? rune : Rune.ReplacementChar));
        return printable.Length > 0 && printable.All(c => char.IsAsciiLetterOrDigit(c) || "-_./:=@+,".Contains(c))
            ? printable
            : $"'{printable.Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }

    private static string Named(Workload workload) => Quote($"{workload.Kind.ToLowerInvariant()}/{workload.Name}");

    private static string IdOf(ImageReference.Ecr image) =>
        Quote(image.Digest is { } digest ? $"imageDigest={digest}" : $"imageTag={image.Tag}");

    private static string IdOf(AskedContent part) => Quote($"imageDigest={part.Digest}");

    private static bool IsShown(Rune rune) =>
        rune.Value == '\n' || !(Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format);

    private static string Of(ImageReference.Ecr image) =>
        $"--region {Quote(image.Registry.Region)} --registry-id {Quote(image.Registry.Account)} "
        + $"--repository-name {Quote(image.Repository)}";
}
