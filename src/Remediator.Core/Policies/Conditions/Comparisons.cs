namespace Remediator.Core.Policies.Conditions;

/// <summary>One value of the request against one of the policy; unknown if either is not of the operator's kind.</summary>
internal delegate Tri Comparison(string actual, PolicyValue.Filled expected);

/// <summary>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String</summary>
internal static class Strings
{
    public static Tri AreEqual(string actual, PolicyValue.Filled expected) => TriLogic.Of(actual == expected.Text);

    public static Tri AreEqualInAnyCase(string actual, PolicyValue.Filled expected) =>
        TriLogic.Of(actual.Equals(expected.Text, StringComparison.OrdinalIgnoreCase));

    public static Tri Like(string actual, PolicyValue.Filled expected) => TriLogic.Of(expected.Matches(actual));
}

/// <summary>
/// ArnEquals and ArnLike are one: each of the six parts is matched by itself, with wildcards.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
/// </summary>
internal static class Arns
{
    public static Tri Like(string actual, PolicyValue.Filled expected)
    {
        var text = expected.Text!;
        var patterns = text.Split(':', 6);
        var parts = actual.Split(':', 6);
        if (patterns.Length < 6) return Tri.Unknown;
        if (parts.Length < 6) return Tri.False;
        var from = 0;
        for (var i = 0; i < 6; i++)
        {
            var literal = expected.Literal is { } marks ? marks.AsSpan(from, patterns[i].Length) : default;
            if (!Wildcard.Matches(patterns[i], parts[i], literal: literal)) return Tri.False;
            from += patterns[i].Length + 1;
        }
        return Tri.True;
    }
}

/// <summary>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Boolean</summary>
internal static class Booleans
{
    public static Tri AreEqual(string actual, PolicyValue.Filled expected) =>
        bool.TryParse(actual, out var left) && bool.TryParse(expected.Text, out var right) ? TriLogic.Of(left == right) : Tri.Unknown;
}

/// <summary>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_BinaryEquals</summary>
internal static class Binaries
{
    public static Tri AreEqual(string actual, PolicyValue.Filled expected) =>
        Bytes(actual) is { } left && Bytes(expected.Text!) is { } right ? TriLogic.Of(left.AsSpan().SequenceEqual(right)) : Tri.Unknown;

    private static byte[]? Bytes(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? bytes[..length] : null;
    }
}
