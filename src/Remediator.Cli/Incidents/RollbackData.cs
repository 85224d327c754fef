using Remediator.Core.Findings;
using Remediator.Core.Incidents;
using Remediator.Core.Policies.Language;
using Remediator.Repair;

namespace Remediator.Cli.Incidents;

/// <summary>What came of a rollback, for programs.</summary>
internal static class RollbackData
{
    public static JsonObject Of(string key, RollbackResult result, RollbackNotice notice)
    {
        var patch = PatchIn(result)?.Patch;
        return new JsonObject
        {
            ["schema"] = FindingJson.Schema,
            ["incident"] = key,
            ["result"] = NameOf(result),
            ["repository"] = patch?.Repository,
            ["why"] = WhyOf(result)?.ToString(),
            ["code"] = WhyOf(result)?.Code,
            ["args"] = WhyOf(result)?.ArgumentsJson(),
            ["before"] = Json(patch?.Before),
            ["written"] = Json(patch?.After),
            ["now"] = Json(result is RollbackResult.NotOurs { Now: var now } ? now : null),
            ["notified"] = notice.Topic,
            ["undelivered"] = notice.Undelivered?.ToString(),
            ["undeliveredMessage"] = notice.Undelivered?.ToJson(),
            ["unremembered"] = UnrememberedIn(result)?.ToString(),
            ["unrememberedMessage"] = UnrememberedIn(result)?.ToJson(),
            ["finding"] = result is RollbackResult.RolledBack { Finding: var finding } ? FindingJson.Of(finding) : null,
        };
    }

    private static string NameOf(RollbackResult result) => result switch
    {
        RollbackResult.RolledBack => "RolledBack",
        RollbackResult.NothingLeft => "NothingLeft",
        RollbackResult.NotOurs => "NotOurs",
        RollbackResult.Unsure => "Unsure",
        _ => "Refused",
    };

    private static PatchRecord? PatchIn(RollbackResult result) => result switch
    {
        RollbackResult.RolledBack back => back.Patch,
        RollbackResult.NothingLeft left => left.Patch,
        RollbackResult.NotOurs theirs => theirs.Patch,
        _ => null,
    };

    private static Message? WhyOf(RollbackResult result) => result switch
    {
        RollbackResult.Unsure unsure => unsure.Why,
        RollbackResult.Refused refused => refused.Why,
        _ => null,
    };

    private static Message? UnrememberedIn(RollbackResult result) => result switch
    {
        RollbackResult.RolledBack back => back.Unremembered,
        RollbackResult.NothingLeft left => left.Unremembered,
        _ => null,
    };

    private static JsonNode? Json(PolicyDocument? policy) => policy is null ? null : JsonNode.Parse(policy.Text);
}
