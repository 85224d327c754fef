using Remediator.Core.Images;
using Remediator.Core.Policies.Fixing;
using Remediator.Core.Policies.Language;

namespace Remediator.Core.Plans;

/// <summary>
/// A proved change of one repository policy. <paramref name="Before"/> null: there was none. <paramref name="After"/> null deletes the
/// policy. The hash names exactly this change.
/// </summary>
public sealed record PolicyPatch(
    ImageReference.Ecr Image,
    RoleArn Principal,
    PatchStrategy Strategy,
    RestartWorkloads Restart,
    PolicyDocument? Before,
    PolicyDocument? After,
    IReadOnlyList<PolicyChange> Changes,
    IReadOnlyList<Message> Warnings)
{
    public string Repository => Image.Repository;

    /// <summary>It adds an Allow, so it is never written without a person's approval.</summary>
    public bool IsGrant => Strategy is PatchStrategy.Grant;

    /// <summary>The code that the repository is made from; null where no tag names any.</summary>
    public PolicySource? Source { get; init; }

    /// <summary><c>sha256:</c> and the hex digest of the canonical JSON of what is changed, where, for whom and how.</summary>
    public string Hash
    {
        get
        {
            var named = new JsonObject
            {
                ["registry"] = Image.Registry.Account,
                ["region"] = Image.Registry.Region,
                ["repository"] = Image.Repository,
                ["principal"] = Principal.ToString(),
                ["strategy"] = Strategy.WireName,
                ["before"] = Before is null ? null : JsonNode.Parse(Before.Text),
                ["after"] = After is null ? null : JsonNode.Parse(After.Text),
                ["restart"] = Restart.WireName,
            };
            return $"sha256:{Digest.Of(named)}";
        }
    }
}
