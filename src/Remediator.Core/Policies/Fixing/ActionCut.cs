using Remediator.Core.Policies.Language;

namespace Remediator.Core.Policies.Fixing;

/// <summary>The actions of a statement, cut into those that hold a lifted action and those that stay as they are.</summary>
/// <param name="Lifting">The values that match a lifted action, wildcards as they were.</param>
/// <param name="Rest">What stays denied; a wildcard that matches a lifted action is spelt out without it.</param>
/// <param name="Expanded">The wildcards that were spelt out.</param>
internal sealed record ActionCut(IReadOnlyList<string> Lifting, IReadOnlyList<string> Rest, IReadOnlyList<string> Expanded, bool WasText)
{
    public JsonNode RestNode => WasText && Rest is [var one] ? JsonValue.Create(one) : JsonText.ArrayOf(Rest);

    public static ActionCut Of(Statement statement)
    {
        List<string> lifting = [], rest = [], expanded = [];
        foreach (var pattern in statement.Actions)
        {
            if (!EcrActions.Lifted.Any(action => pattern.Match(action) == Tri.True))
            {
                rest.Add(pattern.Text);
                continue;
            }
            lifting.Add(pattern.Text);
            if (!pattern.HasWildcard)
                continue;
            expanded.Add(pattern.Text);
            // ECR refuses a repository policy that names ecr:GetAuthorizationToken
            rest.AddRange(EcrActions.OfRepository.Where(action => pattern.Match(action) == Tri.True).Except(EcrActions.Lifted));
        }
        return new ActionCut(lifting, [.. rest.Distinct(StringComparer.OrdinalIgnoreCase)], expanded,
            statement.Element("Action") is { ValueKind: JsonValueKind.String });
    }
}
