using Remediator.Core.Failures;
using Remediator.Core.Findings;
using Remediator.Core.Images;
using Remediator.Core.Plans;
using Remediator.Core.Policies.Language;
using Remediator.Core.Proposals;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Messages;

/// <summary>
/// What every channel shows of a finding, in no language yet. <see cref="StoredReport"/> reads the same from a stored finding.
/// </summary>
public sealed record Report
{
    public required string Key { get; init; }
    public required Status Status { get; init; }
    public required string Cluster { get; init; }

    /// <summary>Most pods first; as many as the payload shows, the first of them standing for all.</summary>
    public required IReadOnlyList<AffectedWorkload> Workloads { get; init; }

    public required int Pods { get; init; }
    public required ImageReference Image { get; init; }

    /// <summary>Further images of the same repository that fail the same way.</summary>
    public required IReadOnlyList<string> OtherImages { get; init; }

    /// <summary>The nodes of its pods, as many as the payload shows, and how many there are; a finding of version 0.1 names none.</summary>
    public required IReadOnlyList<string> Nodes { get; init; }

    public required int NodeCount { get; init; }

    /// <summary>Why the cluster could not be looked at; then there is no workload and no image.</summary>
    public Message? Unseen { get; init; }

    /// <summary>Nothing fails yet.</summary>
    public required bool IsAhead { get; init; }

    public required Cause Cause { get; init; }
    public required Confidence Confidence { get; init; }
    public required RoleArn? Puller { get; init; }

    /// <summary>How the pulling identity was found; null where it is not known.</summary>
    public required Message? How { get; init; }

    public required IReadOnlyList<Evidence> Evidence { get; init; }
    public required IReadOnlyList<Message> Unknowns { get; init; }
    public required string Action { get; init; }
    public required Message Why { get; init; }

    /// <summary>The plan says "no" to something it could have done; a cause that nobody would patch is no refusal.</summary>
    public required bool IsRefusal { get; init; }

    public required Change? Change { get; init; }

    /// <summary>The exact change of what this program never writes.</summary>
    public required ProposedChange? Proposal { get; init; }

    /// <summary>Until when the plan may be approved, and in which table; both null where nobody is asked.</summary>
    public DateTimeOffset? Expires { get; init; }
    public TableName? Table { get; init; }

    public required string Result { get; init; }
    public required bool Verified { get; init; }

    /// <summary>A person asked for the rollback.</summary>
    public bool IsByPerson { get; init; }

    public required Message? OutcomeWhy { get; init; }

    /// <summary>Where the cluster is, and whether the patched pod is ready: a stored finding does not say.</summary>
    public Scope? Scope { get; init; }
    public bool? Ready { get; init; }

    /// <summary>How many workloads are affected, where that is known.</summary>
    public int? WorkloadCount { get; init; }

    public AffectedWorkload First => Unseen is null ? Workloads[0] : new("", "", 0);

    public static Report Of(Finding finding)
    {
        var (failure, workloads) = (finding.Failure, finding.Failure.Workloads);
        return new()
        {
            Key = finding.Key,
            Status = finding.Status,
            Cluster = failure.Scope.Cluster,
            Workloads =
            [
                .. workloads.Take(FindingJson.ExamplesShown)
                    .Select(one => new AffectedWorkload(one.Namespace, $"{one.Workload}", one.Pods)),
            ],
            Pods = failure.Pods.DistinctBy(pod => pod.Uid).Count(),
            Image = failure.Image,
            OtherImages = [.. failure.Images.Skip(1)],
            Nodes = [.. failure.Nodes.Take(FindingJson.ExamplesShown)],
            NodeCount = failure.Nodes.Count,
            Unseen = failure.Unseen,
            IsAhead = failure.IsAhead,
            Cause = finding.Verdict.Cause,
            Confidence = finding.Verdict.Confidence,
            Puller = finding.Puller?.Role,
            How = finding.Puller?.How,
            Evidence = finding.Verdict.Evidence,
            Unknowns = finding.Verdict.Unknowns,
            Action = finding.Plan.Action,
            Why = finding.Plan.Why,
            IsRefusal = finding.Plan is Plan.LeaveAlone { Refused: true },
            Change = Change.Of(finding.Plan),
            Proposal = finding.Proposal,
            Expires = finding.Expires,
            Table = finding.Table,
            Result = finding.Outcome.Result,
            Verified = finding.Outcome.Verified,
            IsByPerson = finding.Outcome is Outcome.RolledBack { IsByPerson: true },
            OutcomeWhy = finding.Outcome.Why,
            Scope = failure.Scope,
            Ready = (finding.Outcome as Outcome.Patched)?.Ready,
            WorkloadCount = workloads.Count,
        };
    }

    public string? CommandOf(Step step) =>
        Evidence.FirstOrDefault(evidence => evidence.Step == step && evidence.Command is not null)?.Command;
}

/// <param name="Workload"><c>Deployment/ui-private</c></param>
public sealed record AffectedWorkload(string Namespace, string Workload, int Pods);
