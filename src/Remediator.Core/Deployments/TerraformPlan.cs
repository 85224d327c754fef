using Remediator.Core.Policies.Language;

namespace Remediator.Core.Deployments;

/// <summary>
/// A Terraform plan as <c>terraform show -json</c> prints it.
/// https://developer.hashicorp.com/terraform/internals/json-format#change-representation
/// </summary>
public static class TerraformPlan
{
    public static bool Is(JsonObject json) => json["resource_changes"] is JsonArray || json["terraform_version"] is not null;

    /// <exception cref="UnreadableException">A change has not the form of one.</exception>
    public static IReadOnlyList<PlannedPolicy> Read(JsonObject plan)
    {
        var changes = (plan["resource_changes"] as JsonArray ?? []).OfType<JsonObject>()
            .Where(one => Text(one, "mode") is null or "managed").ToArray();
        var region = RegionOf(plan);
        return [.. changes.Select(one => Of(one, changes, region)).OfType<PlannedPolicy>()];
    }

    private static PlannedPolicy? Of(JsonObject resource, JsonObject[] all, string? region)
    {
        if (resource["change"] is not JsonObject change || Text(resource, "address") is not { } address)
            throw new UnreadableException(new Message("unreadable.terraform-change"));
        string?[] actions = [.. (change["actions"] as JsonArray ?? []).Select(action => (action as JsonValue)?.ToString())];
        if (actions is ["no-op"] or ["read"] or [])
            return null;
        var (before, after) = (change["before"] as JsonObject, change["after"] as JsonObject);
        return Text(resource, "type") switch
        {
            "aws_ecr_repository_policy" => new(address, Target(change, all, region), PolicyIn(before), After(change)),
            "aws_ecr_registry_policy" => new(address, Target(change, all, region) with { IsRegistry = true, Repository = null },
                PolicyIn(before), After(change)),
            "aws_ecr_repository" when after is null && before is not null =>
                new(address, OfRepository(before, region), Fact.Gap<PolicyDocument?>(new Message("deployment.not-in-plan")),
                    Fact.Of<PolicyDocument?>(null))
                { DeletesRepository = true },
            _ => null,
        };
    }

    private static Fact<PolicyDocument?> PolicyIn(JsonObject? side) => PlannedPolicy.Read(side?["policy"]);

    /// <summary>What is known after the apply only is not in <c>after</c>, and is marked.</summary>
    private static Fact<PolicyDocument?> After(JsonObject change) =>
        change["after"] is JsonObject && IsUnknown(change, "policy")
            ? Fact.Gap<PolicyDocument?>(new Message("deployment.after-apply"))
            : PolicyIn(change["after"] as JsonObject);

    private static bool IsUnknown(JsonObject change, string name) => change["after_unknown"] switch
    {
        JsonObject unknown => unknown[name] is JsonValue value && value.TryGetValue(out bool is_) && is_,
        JsonValue whole => whole.TryGetValue(out bool all) && all,
        _ => false,
    };

    private static PlannedTarget Target(JsonObject change, JsonObject[] all, string? region)
    {
        var (before, after) = (change["before"] as JsonObject, change["after"] as JsonObject);
        var name = IsUnknown(change, "repository") ? null : Text(after, "repository") ?? Text(before, "repository");
        // the repository of that name may be in the same plan, with its ARN
        var repository = name is null ? null : all.Where(one => Text(one, "type") == "aws_ecr_repository")
            .Select(one => one["change"] as JsonObject)
            .SelectMany(one => new[] { one?["before"] as JsonObject, one?["after"] as JsonObject })
            .OfType<JsonObject>().FirstOrDefault(side => Text(side, "name") == name && Text(side, "arn") is not null);
        var known = repository is null ? null : OfRepository(repository, region);
        return new(false, Text(after, "registry_id") ?? Text(before, "registry_id") ?? known?.Account,
            Text(after, "region") ?? Text(before, "region") ?? known?.Region ?? region, name);
    }

    private static PlannedTarget OfRepository(JsonObject repository, string? region) =>
        Text(repository, "arn")?.Split(':') is ["arn", _, "ecr", var place, var account, ..]
            ? new(false, account, place, Text(repository, "name"))
            : new(false, Text(repository, "registry_id"), region, Text(repository, "name"));

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
}
