using Remediator.Core.Policies.Language;

namespace Remediator.Core.Deployments;

/// <summary>
/// A change set as <c>aws cloudformation describe-change-set --include-property-values</c> prints it, or a template, of which only what is
/// written down literally is known.
/// </summary>
public static class CloudFormationPlan
{
    private const string Repository = "AWS::ECR::Repository";
    private const string Registry = "AWS::ECR::RegistryPolicy";
    private const string Stack = "AWS::CloudFormation::Stack";

    /// <summary>What a change set has in place of a value that is known after it was executed.</summary>
    private const string KnownAfterApply = "{{changeSet:KNOWN_AFTER_APPLY}}";

    public static bool IsChangeSet(JsonObject json) => json["Changes"] is JsonArray;

    public static bool IsTemplate(JsonObject json) => json["Resources"] is JsonObject;

    /// <exception cref="UnreadableException">
    /// A change has not the form of one, or holds no property values; the change set is not ready, or not all of it is here.
    /// </exception>
    public static IReadOnlyList<PlannedPolicy> ReadChangeSet(JsonObject changeSet)
    {
        if ((string?)changeSet["Status"] is { } status and not "CREATE_COMPLETE")
            throw new UnreadableException(new Message("unreadable.change-set-status",
                ("status", Untrusted.Line(status)), ("why", Untrusted.Line((string?)changeSet["StatusReason"] ?? "-"))));
        if ((string?)changeSet["NextToken"] is { Length: > 0 })
            throw new UnreadableException(new Message("unreadable.change-set-page"));
        var place = ((string?)changeSet["StackId"] ?? (string?)changeSet["ChangeSetId"])?.Split(':');
        var (region, account) = place is ["arn", _, "cloudformation", var where, var whose, ..] ? (where, whose) : (null, (string?)null);
        return
        [
            .. from change in changeSet["Changes"]!.AsArray()
               let resource = change?["ResourceChange"] as JsonObject
               where resource is not null && (string?)resource["ResourceType"] is Repository or Registry or Stack
               let planned = Of(resource, account, region)
               where planned is not null
               select planned,
        ];
    }

    public static IReadOnlyList<PlannedPolicy> ReadTemplate(JsonObject template) =>
    [
        .. from resource in template["Resources"]!.AsObject()
           let described = resource.Value as JsonObject
           where described is not null
           let isRegistry = (string?)described["Type"] == Registry
           where isRegistry || (string?)described["Type"] == Repository
           let properties = described["Properties"] as JsonObject ?? []
           let policy = properties[isRegistry ? "PolicyText" : "RepositoryPolicyText"]
           let name = properties["RepositoryName"]
           where policy is not null
           select new PlannedPolicy(resource.Key,
               new PlannedTarget(isRegistry, null, null, isRegistry ? null : Literal(name)),
               Fact.Gap<PolicyDocument?>(new Message("deployment.not-in-plan")), PolicyOf(policy)),
    ];

    private static PlannedPolicy? Of(JsonObject resource, string? account, string? region)
    {
        // what it does stands in a change set of its own
        if ((string?)resource["ResourceType"] is Stack)
            return PlannedPolicy.OfHidden((string?)resource["LogicalResourceId"] ?? "?", new Message("deployment.nested-stack"));
        var isRegistry = (string?)resource["ResourceType"] == Registry;
        var (before, after) = (Context(resource, "BeforeContext"), Context(resource, "AfterContext"));
        var (action, id) = ((string?)resource["Action"], (string?)resource["LogicalResourceId"] ?? "?");
        if (before is null && after is null)
            throw new UnreadableException(new Message("unreadable.change-without-values", ("change", Untrusted.Line(id))));
        // what is retained stays as it is
        if (action is "Remove" && (string?)resource["PolicyAction"] is "Retain")
            return null;
        var loss = isRegistry ? Fact.Of<Message?>(null) : LossOf(resource, action);
        var policy = isRegistry ? "PolicyText" : "RepositoryPolicyText";
        var (was, becomes) = (PolicyOf(before?[policy]), PolicyOf(after?[policy]));
        if (loss is Fact<Message?>.Known { Value: null } && action != "Remove" && before is not null && after is not null
            && JsonNode.DeepEquals(before[policy], after[policy]) && !HoldsUnknown(after[policy]))
            return null;
        var name = Literal(after?["RepositoryName"]) ?? Literal(before?["RepositoryName"]) ?? (string?)resource["PhysicalResourceId"];
        return new(id, new(isRegistry, account, region, isRegistry ? null : name), was, action == "Remove"
            ? Fact.Of<PolicyDocument?>(null) : becomes)
        {
            Loss = loss,
        };
    }

    /// <summary>
    /// A repository that is replaced is made anew and empty, and the former one is deleted unless its policy retains it.
    /// https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceChange.html
    /// </summary>
    private static Fact<Message?> LossOf(JsonObject resource, string? action) =>
        (action, (string?)resource["Replacement"], (string?)resource["PolicyAction"]) switch
        {
            ("Remove", _, _) => Fact.Of<Message?>(new Message("deployment.repository-deleted")),
            (_, "True", not "ReplaceAndRetain") => Fact.Of<Message?>(new Message("deployment.repository-replaced")),
            (_, "Conditional", not "ReplaceAndRetain") or ("Dynamic", _, _) =>
                Fact.Gap<Message?>(new Message("deployment.may-be-replaced")),
            _ => Fact.Of<Message?>(null),
        };

    /// <summary>A context is JSON in a string.</summary>
    private static JsonObject? Context(JsonObject resource, string name)
    {
        if ((string?)resource[name] is not { Length: > 0 } text)
            return null;
        try
        {
            return JsonNode.Parse(text)?["Properties"] as JsonObject ?? [];
        }
        catch (System.Text.Json.JsonException bad)
        {
            throw new UnreadableException(new Message("unreadable.context-json", ("name", name), ("fault", JsonText.FaultOf(bad))), bad);
        }
    }

    private static Fact<PolicyDocument?> PolicyOf(JsonNode? policy) => Unknown(policy) is { } function
        ? Fact.Gap<PolicyDocument?>(function is KnownAfterApply
            ? new Message("deployment.after-apply")
            : new Message("deployment.function", ("function", function)))
        : PlannedPolicy.Read(policy);

    private static string? Literal(JsonNode? value) =>
        value is JsonValue text && text.TryGetValue(out string? name) && Unknown(value) is null ? name : null;

    private static bool HoldsUnknown(JsonNode? value) => Unknown(value) is not null;

    /// <summary>The intrinsic function or mark that keeps a value from being known; null where it is literal.</summary>
    private static string? Unknown(JsonNode? value) => value switch
    {
        JsonObject { Count: 1 } one when one.First().Key is var key && (key is "Ref" || key.StartsWith("Fn::", StringComparison.Ordinal)) =>
            key,
        JsonObject members => members.Select(member => Unknown(member.Value)).FirstOrDefault(found => found is not null),
        JsonArray items => items.Select(Unknown).FirstOrDefault(found => found is not null),
        JsonValue text when text.TryGetValue(out string? given) && given.Contains(KnownAfterApply, StringComparison.Ordinal) =>
            KnownAfterApply,
        _ => null,
    };
}
