using Remediator.Core.Policies.Language;

namespace Remediator.Core.Policies.Fixing;

/// <summary>A statement that denies the role a pull action, or may.</summary>
/// <param name="OfPull">Without lifting it no image is pulled; false where only `ecr:BatchCheckLayerAvailability` is denied.</param>
internal readonly record struct DenyingStatement(Statement Statement, bool OfPull)
{
    public static List<DenyingStatement> Of(FixCase need)
    {
        var requests = EcrActions.Lifted.Select(need.Request).ToArray();
        return [.. need.Statements
            .Where(statement => !statement.IsAllow && requests.Any(request => Hits(statement, request)))
            .Select(statement => new DenyingStatement(statement,
                requests[..EcrActions.Pull.Count].Any(request => Hits(statement, request))))];
    }

    private static bool Hits(Statement statement, Request request) => statement.Applies(request, PolicyKind.Resource) != Tri.False;
}
