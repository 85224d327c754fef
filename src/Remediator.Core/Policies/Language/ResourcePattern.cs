namespace Remediator.Core.Policies.Language;

/// <summary>
/// One value of `Resource` or `NotResource`; `*` crosses `/` and, at the end of a part, `:`.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
/// </summary>
internal sealed class ResourcePattern(string text, Tri variables)
{
    private readonly PolicyValue _value = new(text, variables);

    // AWS completes an ARN of fewer than six parts, and stretches a star over a colon only where a part ends
    private readonly bool _isShort = text.Count(':') < 5 && text.Trim('*').Length > 0;

    public Tri Match(Request request)
    {
        var filled = _value.In(request);
        return filled.Matches(request.Resource)
            ? filled.Known.And(_isShort && HasInnerStar ? Tri.Unknown : Tri.True)
            : filled.Known == Tri.False ? Tri.False
            : _isShort && Wildcard.Matches(filled.Text + ":*", request.Resource) ? Tri.Unknown : Tri.False;
    }

    /// <summary>False where a variable names nothing: whether AWS then drops the value or the statement is not documented.</summary>
    public bool IsResolved(Request request) => _value.In(request).Known != Tri.False;

    public IEnumerable<string> Unknowns(Request request)
    {
        var keys = _value.Unknowns(request).ToList();
        return Match(request) != Tri.Unknown ? [] : keys.Count > 0 ? keys : [text];
    }

    private bool HasInnerStar =>
        text.Where((letter, at) => letter == '*' && at + 1 < text.Length && text[at + 1] is not (':' or '*')).Any();
}
