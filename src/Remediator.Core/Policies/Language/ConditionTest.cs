namespace Remediator.Core.Policies.Language;

/// <summary>One operator, one key, its values: the smallest thing in a `Condition` that holds or does not.</summary>
internal abstract record ConditionTest(string Key)
{
    public abstract Tri In(Request request);

    /// <summary>What is not known, where <see cref="In"/> is unknown.</summary>
    public virtual IEnumerable<string> Unknowns(Request request) => [Key];

    /// <summary>An operator or a value that nobody documented: it may hold or not.</summary>
    /// <param name="Element">Where it stands in the policy: <c>Condition.StringEquals.aws:SourceIp</c>.</param>
    internal sealed record NotUnderstood(string Key, string Element) : ConditionTest(Key)
    {
        public override Tri In(Request request) => Tri.Unknown;

        public override IEnumerable<string> Unknowns(Request request) => [Element];
    }

    /// <summary>
    /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Null
    /// </summary>
    internal sealed record IsAbsent(string Key, bool WhenTrue, bool WhenFalse) : ConditionTest(Key)
    {
        public override Tri In(Request request) => request[Key].Presence switch
        {
            Presence.Absent => TriLogic.Of(WhenTrue),
            Presence.Known or Presence.Open => TriLogic.Of(WhenFalse),
            _ => WhenTrue == WhenFalse ? TriLogic.Of(WhenTrue) : Tri.Unknown,
        };
    }
}
