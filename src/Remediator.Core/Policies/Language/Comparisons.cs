namespace Remediator.Core.Policies.Language;

/// <summary>One value of the request against one of the policy; unknown if either is not of the operator's kind.</summary>
internal delegate Tri Comparison(KeyText actual, PolicyValue.Filled expected);

/// <summary>
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String
/// </summary>
internal static class Strings
{
    public static Tri AreEqual(KeyText actual, PolicyValue.Filled expected) => Equal(actual, expected, StringComparison.Ordinal);

    public static Tri AreEqualInAnyCase(KeyText actual, PolicyValue.Filled expected) =>
        Equal(actual, expected, StringComparison.OrdinalIgnoreCase);

    public static Tri Like(KeyText actual, PolicyValue.Filled expected) => actual.IsLike(expected.Text, expected.Literal);

    private static Tri Equal(KeyText actual, PolicyValue.Filled expected, StringComparison how) => actual.IsOpen
        ? Wildcard.MatchesOpen(expected.Text, actual.Text, how == StringComparison.OrdinalIgnoreCase,
            [.. Enumerable.Repeat(true, expected.Text.Length)])
        : TriLogic.Of(actual.Text.Equals(expected.Text, how));
}

/// <summary>
/// ArnEquals and ArnLike are one: each of the six parts is matched by itself, with wildcards.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
/// </summary>
internal static class Arns
{
    public static Tri Like(KeyText actual, PolicyValue.Filled expected)
    {
        var patterns = expected.Text.Split(':', 6);
        var parts = actual.Text.Split(':', 6);
        if (patterns.Length < 6)
            return Tri.Unknown;
        if (parts.Length < 6)
            return Tri.False;
        var (from, match) = (0, Tri.True);
        for (var i = 0; i < 6; i++)
        {
            var literal = expected.Literal is { } marks ? marks.AsSpan(from, patterns[i].Length) : default;
            match = match.And((actual with { Text = parts[i] }).IsLike(patterns[i], literal));
            from += patterns[i].Length + 1;
        }
        return match;
    }
}

/// <summary>
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Boolean
/// </summary>
internal static class Booleans
{
    public static Tri AreEqual(KeyText actual, PolicyValue.Filled expected) =>
        bool.TryParse(actual.Text, out var left) && bool.TryParse(expected.Text, out var right) ? TriLogic.Of(left == right) : Tri.Unknown;
}

/// <summary>
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_BinaryEquals
/// </summary>
internal static class Binaries
{
    public static Tri AreEqual(KeyText actual, PolicyValue.Filled expected) =>
        Bytes(actual.Text) is { } left && Bytes(expected.Text) is { } right ? TriLogic.Of(left.AsSpan().SequenceEqual(right)) : Tri.Unknown;

    private static byte[]? Bytes(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? bytes[..length] : null;
    }
}
