using Remediator.Core.Images;
using Remediator.Core.Policies.Language;

namespace Remediator.Core.Deployments;

/// <summary>An image that workloads of a cluster pull as one role.</summary>
/// <param name="Role">Null where it is not known who pulls.</param>
/// <param name="Workloads">As far as they are named: <c>namespace/kind/name</c>.</param>
public sealed record PullingUse(string Cluster, ImageReference.Ecr Image, RoleArn? Role, IReadOnlyList<string> Workloads)
{
    /// <summary>The account and region of the cluster, as far as they are known: two clusters may have one name.</summary>
    public (string? Account, string? Region) Place { get; init; }

    /// <summary>How many there are.</summary>
    public int WorkloadCount { get; init; } = Workloads.Count;

    /// <summary>It is proved that a pull fails as things are, so that no change of a policy stops it.</summary>
    public bool FailsAlready { get; init; }

    /// <summary>The role's own policies; null where they are not known, as in the report of an audit.</summary>
    public IReadOnlyList<PolicyDocument>? IdentityPolicies { get; init; }
}

/// <summary>The pulls of a cluster, read from what <c>audit --json</c> printed.</summary>
/// <param name="Lacks">What the audit did not see, so that there may be more pulls.</param>
/// <param name="Namespace">The only namespace that was audited, as its caller wanted; null for all.</param>
public sealed record PullersFile(string Cluster, IReadOnlyList<PullingUse> Uses, IReadOnlyList<Message> Lacks, string? Namespace)
{
    private const string Schema = "remediator-audit/1";

    /// <exception cref="FormatException">It is no such report.</exception>
    public static PullersFile Read(JsonObject report)
    {
        if ((string?)report["schema"] != Schema)
            throw new FormatException($"\"schema\" is \"{report["schema"]}\"; accepted: {Schema}, as audit --json prints it");
        var cluster = (string?)report["cluster"] ?? throw new FormatException("the report names no cluster");
        var place = ((string?)report["account"], (string?)report["region"]);
        return new(cluster,
        [
            .. from row in (report["rows"] as JsonArray ?? []).OfType<JsonObject>()
               let image = ImageReference.Parse((string?)row["image"] ?? "") as ImageReference.Ecr
               where image is not null
               let workloads = (row["workloads"] as JsonArray ?? []).Select(one => (string)one!).ToArray()
               select new PullingUse(cluster, image, RoleArn.TryParse((string?)row["identity"], out var role) ? role : null, workloads)
               {
                   WorkloadCount = (int?)row["workloadCount"] ?? workloads.Length,
                   FailsAlready = FailsToday(row),
                   Place = place,
               },
        ],
        [
            .. (int?)report["left"] is { } left and > 0 ? [new Message("deployment.left", ("count", left))] : Array.Empty<Message>(),
            .. (report["unknowns"] as JsonArray ?? []).Select(unknown => Message.Verbatim((string)unknown!)),
        ], (string?)report["namespace"]);
    }

    /// <summary>What expires within days, and what is only likely to fail, pulls today; a policy may stop it.</summary>
    private static bool FailsToday(JsonObject row) =>
        (string?)row["result"] is "would-fail" && (string?)row["confidence"] is null or "proved" && row["expires"] is null;
}
