using Remediator.Core.Verdicts;
using Remediator.Sandbox.Recording;

namespace Remediator.Cli.Demo;

/// <summary>The steps that the function has reached, derived from the calls it made.</summary>
internal static class ChainSteps
{
    /// <summary>Every step reached, in order, with its distinct calls.</summary>
    public static IEnumerable<(Step Step, IReadOnlyList<Call> Calls)> Of(IReadOnlyList<Call> calls)
    {
        var steps = new SortedDictionary<Step, List<Call>>();
        var written = false;
        foreach (var call in calls)
        {
            written |= WriteCalls.IsWrite(call);
            if (StepOf(call, written) is not { } step)
                continue;
            if (!steps.TryGetValue(step, out var asked))
                steps.Add(step, asked = []);
            if (!asked.Any(earlier => earlier.Service == call.Service && earlier.Operation == call.Operation))
                asked.Add(call);
        }
        return steps.Select(step => (step.Key, (IReadOnlyList<Call>)step.Value));
    }

    private static Step? StepOf(Call call, bool written) => (call.Service, call.Operation) switch
    {
        _ when WriteCalls.IsEvent(call) => null,
        _ when WriteCalls.IsWrite(call) => Step.Remediation,
        ("kubernetes", _) when written => Step.Verification,
        ("ecr", "GetRepositoryPolicy") when written => Step.Remediation,
        ("kubernetes", "list pods") => Step.PodStatus,
        ("kubernetes", "list events") => Step.PodEvents,
        ("ecr", "DescribeImages" or "DescribeRepositories" or "BatchGetImage" or "BatchCheckLayerAvailability") => Step.ImageExists,
        ("kubernetes", "get nodes" or "get serviceaccounts") or ("eks", not "DescribeCluster") or ("ec2", "DescribeInstances")
            or ("iam", "GetInstanceProfile") => Step.Puller,
        ("ec2", _) => Step.Network,
        ("iam", _) => Step.IdentityPermissions,
        ("ecr", _) => Step.RepositoryPolicy,
        ("eks", _) or ("kubernetes", _) => Step.PodStatus,
        _ => null,
    };
}
