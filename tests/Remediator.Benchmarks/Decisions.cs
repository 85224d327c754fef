using System.Diagnostics;
using System.Text.Json.Nodes;
using Remediator.Core.Common;
using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Fixing;
using Remediator.Core.Policies.Language;
using Remediator.Sandbox.Model;

namespace Remediator.Benchmarks;

/// <summary>One judgement, and one fix with its proof: time and bytes, for the workshop's policy and for one of about 10 KB.</summary>
internal static class Decisions
{
    private const string Repository = "arn:aws:ecr:us-west-2:111122223333:repository/retail-sample-app-ui";

    public static void Measure()
    {
        var workshop = Workshop();
        Report("workshop", workshop);
        Report($"{Large(workshop).Text.Length:N0} characters", Large(workshop));
        Report($"{AllDenying(workshop).Text.Length:N0} characters, all of it denies the role", AllDenying(workshop));
    }

    private static void Report(string name, PolicyDocument policy)
    {
        var role = Puller(policy);
        var may = new AccessCase
        {
            Principal = role,
            Action = "ecr:BatchGetImage",
            Resource = Repository,
            IdentityPolicies = [ReadOnly],
            ResourcePolicy = policy,
        };
        var fix = new FixCase { Role = role, Resource = Repository, ResourcePolicy = policy, IdentityPolicies = [ReadOnly] };
        Print($"decision, {name}", Median(50_000, () => AccessEvaluation.Of(may)));
        if (Fix.For(fix) is Fix.Refused refused)
            throw new InvalidOperationException($"no fix is measured: {refused.Why}");
        Print($"fix with proof, {name}", Median(200, () => Fix.For(fix)));
    }

    private static (double Microseconds, double Bytes) Median(int times, Func<object> work)
    {
        for (var i = 0; i < times / 5; i++)
            work();
        var rounds = Enumerable.Range(0, 7).Select(_ => Round(times, work)).ToArray();
        return (rounds.Select(r => r.Microseconds).Order().ElementAt(3), rounds.Select(r => r.Bytes).Order().ElementAt(3));
    }

    private static (double Microseconds, double Bytes) Round(int times, Func<object> work)
    {
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < times; i++)
            work();
        return (Stopwatch.GetElapsedTime(start).TotalMicroseconds / times,
            (GC.GetAllocatedBytesForCurrentThread() - bytes) / (double)times);
    }

    private static void Print(string what, (double Microseconds, double Bytes) figure) =>
        Console.WriteLine($"{what,-45} {figure.Microseconds,10:0.00} µs {figure.Bytes,12:N0} B");

    private static PolicyDocument Workshop() =>
        PolicyDocument.Parse(Scenario.Load("workshop").Repositories["retail-sample-app-ui"].Policy!.Value.GetRawText());

    /// <summary>The workshop's statement behind others of the same shape for other roles.</summary>
    private static PolicyDocument Large(PolicyDocument workshop)
    {
        var policy = JsonNode.Parse(workshop.Text)!.AsObject();
        var statements = policy["Statement"]!.AsArray();
        var ours = statements[0]!;
        for (var i = 0; JsonText.Compact(policy).Length + JsonText.Compact(ours).Length < 9_500; i++)
        {
            var other = ours.DeepClone().AsObject();
            other["Sid"] = $"other {i}";
            other["Principal"] = new JsonObject { ["AWS"] = $"arn:aws:iam::111122223333:role/other-{i}" };
            statements.Insert(0, other);
        }
        return PolicyDocument.Parse(JsonText.Compact(policy));
    }

    /// <summary>The workshop's statement again and again: every one of them is cut.</summary>
    private static PolicyDocument AllDenying(PolicyDocument workshop)
    {
        var policy = JsonNode.Parse(workshop.Text)!.AsObject();
        var statements = policy["Statement"]!.AsArray();
        var ours = statements[0]!;
        for (var i = 0; JsonText.Compact(policy).Length + JsonText.Compact(ours).Length < 9_000; i++)
        {
            var other = ours.DeepClone().AsObject();
            other["Sid"] = $"other {i}";
            statements.Insert(0, other);
        }
        return PolicyDocument.Parse(JsonText.Compact(policy));
    }

    private static RoleArn Puller(PolicyDocument policy) =>
        RoleArn.Parse(policy.Root.GetProperty("Statement").EnumerateArray().Last().GetProperty("Principal").GetProperty("AWS")
            .GetString()!);

    private static PolicyDocument ReadOnly { get; } = PolicyDocument.Parse(
        """
        {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Effect": "Allow",
              "Action": [
                "ecr:GetAuthorizationToken", "ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"
              ],
              "Resource": "*"
            }
          ]
        }
        """);
}
