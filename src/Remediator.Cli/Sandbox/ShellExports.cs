using Remediator.Core.Verdicts;
using Remediator.Sandbox;

namespace Remediator.Cli.Sandbox;

/// <summary>The lines that point a shell at a world.</summary>
internal static class ShellExports
{
    // the services that the kubelets ask at the other AWS endpoint, so the operator must ask there too
    private static readonly string[] s_externalServices = ["ECR", "IAM"];

    /// <param name="aws">Another AWS endpoint that has the registry and the roles, or null.</param>
    public static IEnumerable<string> Of(World world, string kubeconfig, Uri? aws) =>
    [
        .. world.OperatorEnvironment.Select(variable => Line(variable.Key, variable.Value)),
        .. s_externalServices.Where(_ => aws is not null)
            .Select(service => Line($"AWS_ENDPOINT_URL_{service}", aws!.ToString().TrimEnd('/'))),
        Line("KUBECONFIG", kubeconfig),
    ];

    /// <summary>What to try in the world, and how to act as the function.</summary>
    public static IEnumerable<string> Hints(World world) =>
    [
        $"{world.Scenario.TitleIn(Language.En.Tag)}.",
        "With the lines above in a shell, walk the workshop's page:",
        "  kubectl get pods; kubectl describe pods; kubectl get events",
        .. world.Scenario.Repositories.Keys.Take(1).Select(repository =>
            $"  aws ecr get-repository-policy --repository-name {ShellCommands.Quote(repository)} --query policyText --output text"),
        "To act as the function instead (without KUBECONFIG, it uses its EKS token):",
        "  unset KUBECONFIG",
        .. world.Environment.Where(variable => world.OperatorEnvironment[variable.Key] != variable.Value)
            .Append(new("FINDINGS_TOPIC_ARN", world.TopicArn))
            .Select(variable => $"  {Line(variable.Key, variable.Value)}"),
        "Ctrl-C ends it.",
    ];

    private static string Line(string name, string value) => $"export {name}={ShellCommands.Quote(value)}";
}
