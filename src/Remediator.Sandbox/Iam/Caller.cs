namespace Remediator.Sandbox.Iam;

/// <summary>The identity of a caller. The sandbox knows two access keys; they are valid nowhere else.</summary>
internal sealed record Caller(string AccessKey, string Secret, string Role, string Session)
{
    public const string RemediatorRole = "remediator";
    public const string OperatorRole = "operator";

    public static readonly Caller Remediator = new("SANDBOXREMEDIATOR000", "not-a-secret-of-the-sandbox-remediator",
        RemediatorRole, "sandbox");
    public static readonly Caller Operator = new("SANDBOXOPERATOR00000", "not-a-secret-of-the-sandbox-operator", OperatorRole,
        "at-the-keyboard");

    public static Caller? Of(string accessKey) =>
        accessKey == Remediator.AccessKey ? Remediator : accessKey == Operator.AccessKey ? Operator : null;

    public string SessionArn(string account) => $"arn:aws:sts::{account}:assumed-role/{Role}/{Session}";
}
