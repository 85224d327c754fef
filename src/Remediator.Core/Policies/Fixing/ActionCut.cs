using Remediator.Core.Policies.Language;

namespace Remediator.Core.Policies.Fixing;

/// <summary>The actions of a statement, cut into those that hold a lifted action and those that stay as they are.</summary>
/// <param name="Lifting">The values that match a lifted action, wildcards as they were.</param>
/// <param name="Rest">The element that says what stays denied; null where nothing does.</param>
/// <param name="Whole">The wildcard that stands for every action: all but the lifted ones are denied by `NotAction`, for ever.</param>
/// <param name="Expanded">The wildcards that were spelt out without the lifted actions.</param>
internal sealed record ActionCut(IReadOnlyList<string> Lifting, (string Element, JsonNode Node)? Rest, string? Whole,
    IReadOnlyList<string> Expanded)
{
    public static ActionCut Of(Statement statement)
    {
        if (statement.Actions.FirstOrDefault(pattern => pattern.IsAllOf("ecr")) is { } whole)
            return new ActionCut(EcrActions.Lifted, ("NotAction", JsonText.ArrayOf(EcrActions.Lifted)), whole.Text, []);
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
        string[] left = [.. rest.Distinct(StringComparer.OrdinalIgnoreCase)];
        var wasText = statement.Element("Action") is { ValueKind: JsonValueKind.String };
        return new ActionCut(lifting, left is [] ? null : ("Action", wasText && left is [var one]
            ? JsonValue.Create(one)
            : JsonText.ArrayOf(left)), null, expanded);
    }
}
