using Remediator.Core.Common;
using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Findings;
using Remediator.Core.Images;
using Remediator.Core.Plans;
using Remediator.Core.Policies.Fixing;
using Remediator.Core.Policies.Language;
using Remediator.Core.PullTexts;
using Remediator.Core.Verdicts;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests;

/// <summary>The workshop as handwritten facts: a pod on a node group's node, and the policy that denies its role.</summary>
internal static class Situation
{
    public const string Account = "111122223333";
    public const string Region = "us-west-2";

    public static readonly RoleArn NodeRole = RoleArn.Parse($"arn:aws:iam::{Account}:role/eks-node");

    public static readonly Scope Scope = new(Account, Region, "eks-workshop", "default", "ui-private", null);

    public static readonly PolicyDocument PullOnly = PolicyOf(
        """{"Effect":"Allow","Action":["ecr:GetAuthorizationToken","ecr:BatchGetImage","ecr:GetDownloadUrlForLayer"],"Resource":"*"}""");

    public static readonly PolicyDocument Denying = Deny($$"""{"AWS":"{{NodeRole}}"}""", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer",
        "ecr:PutImage");

    public static readonly Fact<ImageInRepository>
        Present = Fact.Of<ImageInRepository>(new ImageInRepository.Present()), Missing =
            Fact.Of<ImageInRepository>(new ImageInRepository.Missing(Fact.Of<IReadOnlyList<HeldImage>>([]))),
        Archived = Fact.Of<ImageInRepository>(new ImageInRepository.Archived()), RepositoryMissing =
            Fact.Of<ImageInRepository>(new ImageInRepository.RepositoryMissing());

    /// <summary>Why a fact is missing, as AWS or the cluster would say it.</summary>
    public static readonly Message Denied = Message.Verbatim("access denied"), Throttled = Message.Verbatim("throttled");

    public static readonly Message OfGroup = new("puller.node-group", ("nodeGroup", "default"));

    public static readonly DateTimeOffset Now = new(2026, 1, 14, 9, 30, 0, TimeSpan.Zero);

    /// <summary>The node does not verify the pulling identity.</summary>
    public static readonly Fact<Puller> Inferred = Fact.Of(new Puller(NodeRole, OfGroup, Proved: false, null));

    /// <summary>Everything was read, and the owner opted in by the tag.</summary>
    public static readonly PullFacts Facts = new()
    {
        AsOf = Now,
        Image = Present,
        Puller = Fact.Of(new Puller(NodeRole, OfGroup, Proved: true, "i-0123456789abcdef0")),
        IdentityPolicies = Fact.Of<IReadOnlyList<PolicyDocument>>([PullOnly]),
        Boundary = Fact.Of<PolicyDocument?>(null),
        RepositoryPolicy = Fact.Of<PolicyDocument?>(Denying),
        RegistryPolicy = Fact.Of<PolicyDocument?>(null),
        RepositoryTags = Tags((OptIns.TagKey, OptIns.TagValue)),
        Self = Fact.Of(RoleArn.Parse($"arn:aws:iam::{Account}:role/remediator")),
    };

    public static readonly Guardrails Rails = new(Mode.Auto, PatchStrategy.CarveOut, RestartWorkloads.Auto, new OptIns(Region, []),
        ["*quarantine*", "*protected*"]);

    public static PullFailure Failure(
        Symptom symptom = Symptom.Forbidden, string? image = null, string text = "403 Forbidden", IReadOnlyList<FailingPod>? pods = null) =>
        new(Scope, ImageReference.Parse(image ?? $"{Account}.dkr.ecr.{Region}.amazonaws.com/shop/ui:1.2.1"), symptom, text,
            new Compute.NodeGroup("default", "i-0123456789abcdef0"), pods ?? [Pod()]);

    public static FailingPod Pod(int n = 0, string workload = "ui-private", string ns = "default") =>
        new(ns, $"{workload}-7d4b9c-{n}", $"uid-{ns}-{workload}-{n}", new Workload("Deployment", workload), "ui", "ip-10-42-108-71");

    public static Verdict Diagnosed(PullFacts facts, PullFailure? failure = null) => Diagnosis.Of(failure ?? Failure(), facts);

    public static Plan Planned(PullFacts facts, Guardrails? rails = null, PullFailure? failure = null) =>
        Plan.For(failure ?? Failure(), facts, Diagnosed(facts, failure), rails ?? Rails);

    public static Finding Found(PullFacts? facts = null, Outcome? outcome = null, Guardrails? rails = null, PullFailure? failure = null)
    {
        var (read, failed) = (facts ?? Facts, failure ?? Failure());
        return Finding.Of(
            new PullCase(failed, read, Diagnosed(read, failed)).Planned(rails ?? Rails), new GateDecision.Leave(),
            outcome ?? new Outcome.None(), (rails ?? Rails).Mode);
    }

    public static Fact<IReadOnlyDictionary<string, string>> Tags(params (string Key, string Value)[] tags) =>
        Fact.Of<IReadOnlyDictionary<string, string>>(tags.ToDictionary(tag => tag.Key, tag => tag.Value));

    public static Fact<PolicyDocument?> Policy(PolicyDocument? policy) => Fact.Of(policy);

    public static Fact<IReadOnlyList<PolicyDocument>> Identity(params PolicyDocument[] policies) =>
        Fact.Of<IReadOnlyList<PolicyDocument>>(policies);

    public static PolicyDocument Deny(string principal, params string[] actions) =>
        PolicyOf(
            $$"""{"Sid":"new policy","Effect":"Deny","Principal":{{principal}}"""
                + $$""","Action":[{{string.Join(',', actions.Select(action => $"\"{action}\""))}}]}""");

    public static PolicyDocument PolicyOf(params string[] statements) =>
        PolicyDocument.Parse($$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""");
}
