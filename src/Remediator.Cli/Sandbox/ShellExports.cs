using Remediator.Core.Verdicts;
using Remediator.Sandbox;

namespace Remediator.Cli.Sandbox;

/// <summary>What a shell needs to be an operator in a world.</summary>
internal static class ShellExports
{
    // what the kubelet asks the other AWS about, an operator asks there as well
    private static readonly string[] Elsewhere = ["ECR", "IAM"];

    /// <param name="aws">Another AWS that stands in for the world's registry and roles, or null.</param>
    public static IEnumerable<string> Of(World world, string kubeconfig, Uri? aws) =>
    [
        .. world.OperatorEnvironment.Select(variable => Line(variable.Key, variable.Value)),
        .. Elsewhere.Where(_ => aws is not null).Select(service => Line($"AWS_ENDPOINT_URL_{service}", aws!.ToString().TrimEnd('/'))),
        Line("KUBECONFIG", kubeconfig),
    ];

    /// <summary>What to do with the world, and how to be the function in it.</summary>
    public static IEnumerable<string> Hints(World world) =>
    [
        $"{world.Scenario.Title}.",
        "With the lines above in a shell, walk the workshop's page:",
        "  kubectl get pods; kubectl describe pods; kubectl get events",
        .. world.Scenario.Repositories.Keys.Take(1).Select(repository => $"  aws ecr get-repository-policy --repository-name {ShellCommands.Quote(repository)} --query policyText --output text"),
        "To be the function instead (no KUBECONFIG: it comes in with its EKS token):",
        "  unset KUBECONFIG",
        .. world.Environment.Where(variable => world.OperatorEnvironment[variable.Key] != variable.Value).Append(new("FINDINGS_TOPIC_ARN", world.TopicArn))
            .Select(variable => $"  {Line(variable.Key, variable.Value)}"),
        "Ctrl-C ends it.",
    ];

    private static string Line(string name, string value) => $"export {name}={ShellCommands.Quote(value)}";
}
