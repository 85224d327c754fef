using System.Text.Json.Nodes;
using Remediator.Core.Common;
using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Findings;
using Remediator.Core.Plans;
using Remediator.Core.Policies.Evaluation;
using Remediator.Core.PullTexts;
using Remediator.Core.Verdicts;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests.Findings;

/// <summary>The response, held to the letter against the contract that scripts rely on.</summary>
public class FindingJsonTests
{
    private static readonly string[] s_symptoms =
        ("Forbidden LayerForbidden Unauthorized TokenExpired NotFound LayerMissing PlatformMismatch Timeout DnsFailure ConnectionFailed "
            + "TlsFailure Throttled ServerError DamagedTransfer DiskFull InvalidImageName NeverPull PullQpsExceeded SignatureInvalid "
            + "RegistryUnavailable RuntimeFailed ClockSkew UnexpectedContent UnsupportedFormat Unknown").Split(' ');

    private static readonly string[] s_causes =
        ("RepositoryPolicyDenies RepositoryPolicyDoesNotAllow RegistryPolicyDenies IdentityPolicyDenies IdentityPolicyDoesNotAllow "
            + "PermissionsBoundaryDenies EndpointPolicyDenies DeniedElsewhere RepositoryMissing ImageMissing ImageArchived WrongRegistry "
            + "PlatformMissing CredentialsMissing CredentialsExpired EcrUnreachable DnsFailure TlsFailure Throttled EcrServerError "
            + "TransferDamaged KmsKeyUnusable PullThroughCacheFailed NodeDiskFull InvalidImageName NeverPull SignatureInvalid "
            + "RegistryUnavailable NodeRuntimeFailed ClockSkewed ProxyAnswered ImageFormatUnsupported NotEcr Undetermined").Split(' ');

    [Fact]
    public void The_envelope_has_its_four_fields() =>
        Same(["schema", "version", "event", "findings"], FindingJson.Envelope("1.2.3", "e", []));

    [Fact]
    public void A_bare_payload_has_a_null_event() =>
        Assert.True(FindingJson.Envelope("1.2.3", null, []).TryGetPropertyValue("event", out var e) && e is null);

    [Fact]
    public void A_finding_has_the_fields_of_the_contract() => Same(
        ["key", "status", "cluster", "namespace", "workload", "pods", "image", "affected", "symptom", "cause", "confidence", "puller",
            "evidence", "plan", "outcome", "unknowns", "unknownMessages"], Json());

    [Fact]
    public void The_parts_have_the_fields_of_the_contract()
    {
        var json = Json();
        Same(["pods", "workloads", "images", "nodes", "nodeCount", "truncated"], json["affected"]!);
        Same(["namespace", "workload", "pods"], json["affected"]!["workloads"]![0]!);
        Same(["arn", "how", "code", "args"], json["puller"]!);
        Same(["action", "why", "code", "args", "refused", "repository", "before", "after", "changes", "hash", "warnings",
            "warningMessages"], json["plan"]!);
        Same(["principal", "action", "was", "becomes"], json["plan"]!["changes"]![0]!);
        Same(["result", "verified", "seconds", "why", "code", "args"], json["outcome"]!);
        Assert.All(json["evidence"]!.AsArray(), step => Same(["step", "result", "what", "code", "args", "command"], step!));
    }

    [Fact]
    public void The_values_of_the_workshop_are_where_the_contract_puts_them()
    {
        var json = Json(new Outcome.Patched(true, true, Message.Verbatim("restarted")) { Seconds = 12.34 });
        Assert.Equal(
            ("fixed", "eks-workshop", "default", "Deployment/ui-private", "Forbidden", "RepositoryPolicyDenies", "proved"),
            (Text(json, "status"), Text(json, "cluster"), Text(json, "namespace"), Text(json, "workload"), Text(json, "symptom"),
                Text(json, "cause"), Text(json, "confidence")));
        Assert.Equal(("PatchPolicy", "shop/ui"), (Text(json["plan"]!, "action"), Text(json["plan"]!, "repository")));
        Assert.Equal(("Patched", true, 12.3),
            (Text(json["outcome"]!, "result"), (bool)json["outcome"]!["verified"]!, (double)json["outcome"]!["seconds"]!));
        Assert.Equal(("ExplicitlyDenied", "Allowed"),
            (Text(json["plan"]!["changes"]![0]!, "was"), Text(json["plan"]!["changes"]![0]!, "becomes")));
    }

    [Fact]
    public void A_policy_that_is_deleted_has_a_null_after()
    {
        var policy = Situation.Deny($$"""{"AWS":"{{Situation.NodeRole}}"}""", "ecr:BatchGetImage");
        var plan = FindingJson.Of(Situation.Found(Situation.Facts with { RepositoryPolicy = Situation.Policy(policy) }))["plan"]!
            .AsObject();
        Assert.True(plan.TryGetPropertyValue("after", out var after) && after is null);
    }

    [Fact]
    public void An_unknown_puller_is_null() =>
        Assert.Null(FindingJson.Of(Situation.Found(Situation.Facts with { Puller = Fact.Gap<Puller>(Situation.Denied) }))["puller"]);

    [Fact]
    public void Examples_are_limited_and_counts_are_complete()
    {
        FailingPod[] pods = [.. Enumerable.Range(0, 100).Select(n => Situation.Pod(n, $"workload-{n % 50}"))];
        var json = FindingJson.Of(Situation.Found(failure: Situation.Failure(pods: pods)));
        Assert.Equal((20, 20, 100, true),
            (json["pods"]!.AsArray().Count, json["affected"]!["workloads"]!.AsArray().Count, (int)json["affected"]!["pods"]!,
                (bool)json["affected"]!["truncated"]!));
    }

    [Fact]
    public void The_names_are_spelled_exactly()
    {
        Assert.Equal(s_symptoms.Order(StringComparer.Ordinal),
            Enum.GetValues<Symptom>().Select(one => one.WireName).Order(StringComparer.Ordinal));
        Assert.Equal(s_causes.Order(StringComparer.Ordinal),
            Enum.GetValues<Cause>().Select(one => one.WireName).Order(StringComparer.Ordinal));
        Assert.Equal(["diagnosed", "fixed", "rolled-back", "awaiting-approval", "refused", "resolved", "failed"],
            Enum.GetValues<Status>().Select(one => one.WireName));
        Assert.Equal(["unknown", "likely", "proved"], Enum.GetValues<Confidence>().Select(one => one.WireName));
        Assert.Equal(["pass", "fail", "unknown", "skipped"], Enum.GetValues<StepResult>().Select(one => one.WireName));
        Assert.Equal(
            ["pod-status", "pod-events", "image-reference", "image-exists", "puller", "identity-permissions", "repository-policy",
                "registry-policy", "network", "remediation", "verification"],
            Enum.GetValues<Step>().Select(one => one.WireName));
        Assert.Equal(["Unknown", "Allowed", "ExplicitlyDenied", "ImplicitlyDenied"], Enum.GetNames<PolicyAnswer>());
    }

    [Fact]
    public void Plans_and_outcomes_are_named_as_in_the_contract()
    {
        Assert.Equal(["Ask", "LeaveAlone", "PatchPolicy"], Cases(typeof(Plan)));
        Assert.Equal(["Failed", "None", "NotNeeded", "Patched", "PolicyMoved", "Refused", "RollbackFailed", "RolledBack"],
            Cases(typeof(Outcome)));
    }

    private static readonly Message s_why = Message.Verbatim("why");

    public static TheoryData<Outcome, Mode, string> Ends => new()
    {
        { new Outcome.Patched(true, true, s_why), Mode.Auto, "fixed" },
        { new Outcome.Patched(false, false, s_why), Mode.Auto, "fixed" },
        { new Outcome.RolledBack(s_why), Mode.Auto, "rolled-back" },
        { new Outcome.RollbackFailed(s_why), Mode.Auto, "failed" },
        { new Outcome.PolicyMoved(s_why), Mode.Auto, "failed" },
        { new Outcome.Failed(s_why), Mode.Auto, "failed" },
        { new Outcome.NotNeeded(s_why), Mode.Auto, "resolved" },
        { new Outcome.Refused(s_why), Mode.Auto, "refused" },
        { new Outcome.None(), Mode.Report, "diagnosed" },
    };

    [Theory]
    [MemberData(nameof(Ends))]
    public void An_outcome_decides_the_status(Outcome outcome, Mode mode, string status) =>
        Assert.Equal(status, Situation.Found(outcome: outcome, rails: Situation.Rails with { Mode = mode }).Status.WireName);

    [Theory]
    [InlineData(Mode.Auto, "awaiting-approval")]
    [InlineData(Mode.Report, "diagnosed")]
    public void A_plan_that_asks_awaits_approval_except_in_mode_report(Mode mode, string status) =>
        Assert.Equal(status, Situation.Found(Situation.Facts with { Image = Fact.Gap<ImageInRepository>(Situation.Throttled) },
            rails: Situation.Rails with { Mode = mode }).Status.WireName);

    private static JsonObject Json(Outcome? outcome = null) => FindingJson.Of(Situation.Found(outcome: outcome));

    private static string? Text(JsonNode json, string name) => (string?)json[name];

    private static IEnumerable<string> Cases(Type hierarchy) =>
        hierarchy.GetNestedTypes().Select(type => type.Name).Order(StringComparer.Ordinal);

    private static void Same(string[] names, JsonNode json) =>
        Assert.Equal(names.Order(StringComparer.Ordinal), json.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal));
}
