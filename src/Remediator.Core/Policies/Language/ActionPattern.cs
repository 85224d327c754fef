namespace Remediator.Core.Policies.Language;

/// <summary>
/// One value of `Action` or `NotAction`: `service:name`, any case, `*` and `?` in the name; or `*` alone.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
/// </summary>
internal sealed class ActionPattern(string text)
{
    // AWS refuses a wildcard in the service and an action without one, so nobody can say what such a value means
    public bool IsUnderstood { get; } = text == "*"
        || (text.IndexOf(':') is > 0 and var colon && !Wildcard.IsIn(text.AsSpan(0, colon)));

    public string Text => text;

    public bool HasWildcard { get; } = Wildcard.IsIn(text);

    /// <summary>It stands for every action of the service, also for those that are added later.</summary>
    public bool IsAllOf(string service) => text == "*"
        || (IsUnderstood && text.Split(':', 2) is [var named, { Length: > 0 } name]
            && named.Equals(service, StringComparison.OrdinalIgnoreCase) && name.All(letter => letter == '*'));

    public Tri Match(string action) => !Fits(action) ? Tri.False : IsUnderstood ? Tri.True : Tri.Unknown;

    private bool Fits(string action) => HasWildcard
        ? Wildcard.Matches(text, action, ignoreCase: true)
        : text.Equals(action, StringComparison.OrdinalIgnoreCase);
}
