using System.Collections.Frozen;

namespace Remediator.Core.Policies.Language;

/// <summary>
/// What stands between a key and its values. A negated operator holds where its positive does not, so also where the key is absent.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
/// </summary>
internal sealed record ConditionOperator(Comparison Compare, bool Negated = false, bool Variables = false)
{
    private static readonly FrozenDictionary<string, ConditionOperator> s_all = new Dictionary<string, ConditionOperator>
    {
        ["StringEquals"] = new(Strings.AreEqual, Variables: true),
        ["StringNotEquals"] = new(Strings.AreEqual, Negated: true, Variables: true),
        ["StringEqualsIgnoreCase"] = new(Strings.AreEqualInAnyCase, Variables: true),
        ["StringNotEqualsIgnoreCase"] = new(Strings.AreEqualInAnyCase, Negated: true, Variables: true),
        ["StringLike"] = new(Strings.Like, Variables: true),
        ["StringNotLike"] = new(Strings.Like, Negated: true, Variables: true),
        ["ArnEquals"] = new(Arns.Like, Variables: true),
        ["ArnLike"] = new(Arns.Like, Variables: true),
        ["ArnNotEquals"] = new(Arns.Like, Negated: true, Variables: true),
        ["ArnNotLike"] = new(Arns.Like, Negated: true, Variables: true),
        ["NumericEquals"] = new(Orders.Numbers(order => order == 0)),
        ["NumericNotEquals"] = new(Orders.Numbers(order => order == 0), Negated: true),
        ["NumericLessThan"] = new(Orders.Numbers(order => order < 0)),
        ["NumericLessThanEquals"] = new(Orders.Numbers(order => order <= 0)),
        ["NumericGreaterThan"] = new(Orders.Numbers(order => order > 0)),
        ["NumericGreaterThanEquals"] = new(Orders.Numbers(order => order >= 0)),
        ["DateEquals"] = new(Orders.Dates(order => order == 0)),
        ["DateNotEquals"] = new(Orders.Dates(order => order == 0), Negated: true),
        ["DateLessThan"] = new(Orders.Dates(order => order < 0)),
        ["DateLessThanEquals"] = new(Orders.Dates(order => order <= 0)),
        ["DateGreaterThan"] = new(Orders.Dates(order => order > 0)),
        ["DateGreaterThanEquals"] = new(Orders.Dates(order => order >= 0)),
        ["Bool"] = new(Booleans.AreEqual, Variables: true),
        ["BinaryEquals"] = new(Binaries.AreEqual),
        ["IpAddress"] = new(IpAddresses.IsIn),
        ["NotIpAddress"] = new(IpAddresses.IsIn, Negated: true),
    }.ToFrozenDictionary();

    public static ConditionOperator? Of(string name) => s_all.GetValueOrDefault(name);
}
