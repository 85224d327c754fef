using Remediator.Core.Policies.Language;

namespace Remediator.Core.Deployments;

/// <summary>
/// A Terraform plan as <c>terraform show -json</c> prints it.
/// https://developer.hashicorp.com/terraform/internals/json-format#change-representation
/// </summary>
public static class TerraformPlan
{
    private const string Repository = "aws_ecr_repository";
    private const string RepositoryOfCloudControl = "awscc_ecr_repository";
    private const string AccountSetting = "aws_ecr_account_setting";

    /// <summary>What holds a policy, in either provider: the members with the repository's name and the policy's text.</summary>
    private static readonly Dictionary<string, Holder> s_holders = new()
    {
        ["aws_ecr_repository_policy"] = new("repository", "policy"),
        ["aws_ecr_registry_policy"] = new(null, "policy"),
        [RepositoryOfCloudControl] = new("repository_name", "repository_policy_text"),
        ["awscc_ecr_registry_policy"] = new(null, "policy_text"),
    };

    public static bool Is(JsonObject json) => json["resource_changes"] is JsonArray || json["terraform_version"] is not null;

    /// <exception cref="UnreadableException">A change has not the form of one, or it is no plan, or not a whole one.</exception>
    public static IReadOnlyList<PlannedPolicy> Read(JsonObject plan)
    {
        // without a plan file, terraform show -json prints the state
        if (plan["resource_changes"] is not JsonArray && plan["planned_values"] is null)
            throw new UnreadableException(new Message("unreadable.terraform-state"));
        if (plan["errored"] is JsonValue errored && errored.TryGetValue(out bool isErrored) && isErrored)
            throw new UnreadableException(new Message("unreadable.terraform-errored"));
        var changes = (plan["resource_changes"] as JsonArray ?? []).OfType<JsonObject>()
            .Where(one => Text(one, "mode") is null or "managed").ToArray();
        var region = RegionOf(plan);
        return [.. changes.SelectMany(one => Of(one, changes, region)), .. DeferredIn(plan)];
    }

    private static IEnumerable<PlannedPolicy> Of(JsonObject resource, JsonObject[] all, string? region)
    {
        if (resource["change"] is not JsonObject change || Text(resource, "address") is not { } address)
            throw new UnreadableException(new Message("unreadable.terraform-change"));
        string?[] actions = [.. (change["actions"] as JsonArray ?? []).Select(action => (action as JsonValue)?.ToString())];
        // what is forgotten stays as it is
        if (actions is ["no-op"] or ["read"] or ["forget"] or [])
            return [];
        var type = Text(resource, "type") ?? "";
        if (type is Repository or RepositoryOfCloudControl && actions.Contains("delete") && change["before"] is JsonObject lost)
            return [Lost(address, lost, change["after"] is JsonObject, region)];
        if (type is AccountSetting)
            return ScopeOf(address, change, region);
        return s_holders.TryGetValue(type, out var holder) && !(type is RepositoryOfCloudControl && IsSame(change, holder.Policy))
            ? PoliciesOf(address, holder, change, all, region) : [];
    }

    private static PlannedPolicy Lost(string address, JsonObject repository, bool isReplaced, string? region) => new(
        address, OfRepository(repository, region), Fact.Gap<PolicyDocument?>(new Message("deployment.not-in-plan")),
        Fact.Of<PolicyDocument?>(null))
    {
        Loss = Fact.Of<Message?>(isReplaced
            ? new Message("deployment.repository-replaced") : new Message("deployment.repository-deleted")),
    };

    /// <summary>The scope of the registry policy, whose text is not in the plan: what it denies counts for pulls with V2 alone.</summary>
    private static IEnumerable<PlannedPolicy> ScopeOf(string address, JsonObject change, string? region)
    {
        var (before, after) = (change["before"] as JsonObject, change["after"] as JsonObject);
        if ((Text(after, "name") ?? Text(before, "name")) is not "REGISTRY_POLICY_SCOPE" || Text(before, "value") == Text(after, "value"))
            return [];
        var gap = Fact.Gap<PolicyDocument?>(new Message("deployment.scope"));
        return [new(address, new(true, null, Text(after, "region") ?? Text(before, "region") ?? region, null), gap, gap)];
    }

    /// <summary>One, or two where the policy moves from one repository to another.</summary>
    private static IEnumerable<PlannedPolicy> PoliciesOf(
        string address, Holder holder, JsonObject change, JsonObject[] all, string? region)
    {
        var (before, after) = (change["before"] as JsonObject, change["after"] as JsonObject);
        var becomes = after is not null && IsUnknown(change, holder.Policy)
            ? Fact.Gap<PolicyDocument?>(new Message("deployment.after-apply")) : PlannedPolicy.Read(after?[holder.Policy]);
        var was = PlannedPolicy.Read(before?[holder.Policy]);
        if (holder.Name is not { } member)
            return [new(address, Target(null, after ?? before, all, region) with { IsRegistry = true }, was, becomes)];
        var (from, to) = (Text(before, member), IsUnknown(change, member) ? null : Text(after, member));
        if (before is null || after is null || from == to)
            return [new(address, Target(after is null ? from : to, after ?? before, all, region), was, becomes)];
        return
        [
            new(address, Target(from, before, all, region), was, Fact.Of<PolicyDocument?>(null)),
            new(address, Target(to, after, all, region), Fact.Gap<PolicyDocument?>(new Message("deployment.not-in-plan")), becomes),
        ];
    }

    /// <summary>https://developer.hashicorp.com/terraform/internals/json-format: changes that wait for another apply.</summary>
    private static IEnumerable<PlannedPolicy> DeferredIn(JsonObject plan) =>
        from deferred in (plan["deferred_changes"] as JsonArray ?? []).OfType<JsonObject>()
        let resource = deferred["resource_change"] as JsonObject
        where resource is not null && Text(resource, "type") is { } type
            && (type is Repository or AccountSetting || s_holders.ContainsKey(type))
        select PlannedPolicy.OfHidden(Text(resource, "address") ?? "?", new Message("deployment.deferred"));

    private static bool IsSame(JsonObject change, string name) => !IsUnknown(change, name)
        && JsonNode.DeepEquals((change["before"] as JsonObject)?[name], (change["after"] as JsonObject)?[name]);

    /// <summary>What is known after the apply only is not in <c>after</c>, and is marked.</summary>
    private static bool IsUnknown(JsonObject change, string name) => change["after_unknown"] switch
    {
        JsonObject unknown => unknown[name] is JsonValue value && value.TryGetValue(out bool is_) && is_,
        JsonValue whole => whole.TryGetValue(out bool all) && all,
        _ => false,
    };

    private static PlannedTarget Target(string? name, JsonObject? side, JsonObject[] all, string? region)
    {
        // the repository of that name may be in the same plan, with its ARN; two accounts may have one each
        var known = name is null ? [] : all.Where(one => Text(one, "type") is Repository).Select(one => one["change"] as JsonObject)
            .SelectMany(one => new[] { one?["before"] as JsonObject, one?["after"] as JsonObject })
            .OfType<JsonObject>().Where(one => Text(one, "name") == name && Text(one, "arn") is not null)
            .Select(one => OfRepository(one, region)).Distinct().ToArray();
        var only = known is [var one] ? one : null;
        return new(false, Text(side, "registry_id") ?? only?.Account,
            Text(side, "region") ?? only?.Region ?? (known.Length > 1 ? null : region), name);
    }

    private static PlannedTarget OfRepository(JsonObject repository, string? region)
    {
        var name = Text(repository, "name") ?? Text(repository, "repository_name");
        return Text(repository, "arn")?.Split(':') is ["arn", _, "ecr", var place, var account, ..]
            ? new(false, account, place, name)
            : new(false, Text(repository, "registry_id"), region, name);
    }

    /// <summary>Only where one provider serves the whole plan, in a region that is written down.</summary>
    private static string? RegionOf(JsonObject plan)
    {
        var providers = (At(plan, "configuration", "provider_config") ?? []).Select(one => one.Value).OfType<JsonObject>()
            .Where(one => Text(one, "name") == "aws").ToArray();
        return providers is [var only] ? Text(At(only, "expressions", "region"), "constant_value") : null;
    }

    private static JsonObject? At(JsonObject json, string name, string inside) => (json[name] as JsonObject)?[inside] as JsonObject;

    private static string? Text(JsonObject? side, string name) =>
        side?[name] is JsonValue value && value.TryGetValue(out string? text) && text.Length > 0 ? text : null;

    /// <param name="Name">Null for a registry policy, which names no repository.</param>
    private sealed record Holder(string? Name, string Policy);
}
