using System.Text.Json;
using CsCheck;
using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Fixing;
using Remediator.Core.Policies.Language;

namespace Remediator.Core.Tests.Policies.Fixing;

/// <summary>What must hold of every fix, on random policies around one role.</summary>
public class FixProperties
{
    private const int Cases = 100_000;
    private const string Account = "111122223333";
    private static readonly string[] s_actions = ["ecr:PutImage", "ecr:BatchDeleteImage", "ecr:SetRepositoryPolicy", .. EcrActions.Lifted];

    private static readonly string[] s_askers =
    [
        Given.NodeRole.ToString(), Given.Node.Arn, $"arn:aws:sts::{Account}:assumed-role/eks-node/i-other",
        $"arn:aws:iam::{Account}:role/other", $"arn:aws:iam::{Account}:role/team/eks-node", "arn:aws:iam::444455556666:role/eks-node",
        $"arn:aws:iam::{Account}:user/eve",
    ];

    private static readonly Gen<string> s_principal = Gen.Frequency(
        (5, Gen.Const(Json(new { AWS = s_askers[0] }))),
        (2, Gen.OneOf(s_askers).Array[1, 3].Select(arns => Json(new { AWS = arns }))),
        (1, Gen.OneOf(s_askers).Select(arn => Json(new { AWS = arn, Service = "ecs.amazonaws.com" }))),
        (1, Gen.OneOf("\"*\"", Json(new { AWS = "*" }), Json(new { AWS = Account }), Json(new { AWS = $"arn:aws:iam::{Account}:root" }))));

    private static readonly Gen<string> s_action = Gen.Frequency(
        (6, Gen.OneOf(s_actions).Array[1, 4].Select(actions => Json(actions))),
        (1, Gen.OneOf("\"ecr:*\"", "\"ecr:BatchGet*\"", "[\"ecr:Get*\",\"ecr:PutImage\"]", "\"*\"", "\"ECR:batchgetimage\"")));

    private static readonly Gen<string> s_condition = Gen.Frequency(
        (12, Gen.Const("")),
        (1, Gen.Const($$$$""", "Condition":{"StringNotEquals":{"aws:PrincipalArn":"{{{{s_askers[3]}}}}"} }""")),
        (1, Gen.Const(""", "Condition":{"StringNotEquals":{"aws:SourceVpce":"vpce-1"} }""")),
        (1, Gen.Const(""", "Condition":{"Bool":{"aws:SecureTransport":"false"} }""")));

    private static readonly Gen<string> s_statement = Gen.Select(
        Gen.OneOf("Deny", "Deny", "Allow"), s_principal, s_action, s_condition,
        Gen.OneOf("", "", "\"Sid\":\"s\",", "\"Sid\":\"quarantine\","),
        (effect, principal, action, condition, sid) =>
            $$"""{{{sid}}"Effect":"{{effect}}","Principal":{{principal}},"Action":{{action}}{{condition}}}""");

    private static readonly Gen<string> s_ofRegistry = Gen.Select(
        s_statement, Gen.OneOf("\"*\"", $"\"{Given.Repository}\"", "[\"arn:aws:ecr:us-west-2:111122223333:repository/base/*\"]"),
        (statement, resource) => $"{statement[..^1]},\"Resource\":{resource}}}");

    /// <summary>Mostly none, else of either scope or unread.</summary>
    private static readonly Gen<RegistryPolicy?> s_registry = Gen.Frequency(
        (6, Gen.Const(() => (RegistryPolicy?)null)),
        (4, Gen.Select(s_ofRegistry.Array[1, 2], Gen.OneOf(RegistryPolicyScope.V1, RegistryPolicyScope.V2, RegistryPolicyScope.V2),
            RegistryPolicy? (statements, scope) => new(Given.Policy(statements), scope))),
        (1, Gen.Const(() => (RegistryPolicy?)RegistryPolicy.Unread)));

    private static readonly Gen<FixCase> s_need = Gen.Select(
        s_statement.Array[1, 4], Gen.Int[0, 9], s_registry, (statements, other, registry) =>
        Given.FixOf(statements) with
        {
            RegistryPolicy = registry,
            ProtectedSids = ["*quarantine*"],
            Session = other < 3 ? Given.Node : null,
            IdentityPolicies = other == 9 ? [] : [Given.ReadOnly],
        });

    [Fact]
    public void A_fix_lets_the_pull_through_and_changes_nothing_else()
    {
        int denied = 0, fixable = 0;
        s_need.Sample(need =>
        {
            var fix = Fix.For(need);
            if (fix is not Fix.NotNeeded)
                Interlocked.Increment(ref denied);
            if (fix is not Fix.Patch patch)
                return;
            Interlocked.Increment(ref fixable);

            Assert.IsType<Fix.NotNeeded>(Fix.For(need with { ResourcePolicy = patch.After ?? Given.Policy() }));
            Assert.Equal(Untouched(need.ResourcePolicy!), Untouched(need.ResourcePolicy!).Intersect(Texts(patch.After)));
            Assert.Equal(Allows(need.ResourcePolicy), Allows(patch.After));
            Assert.NotEmpty(patch.Changes);
            AssertPulls(need, patch);
            foreach (var arn in s_askers)
                foreach (var action in s_actions)
                    AssertAnswers(need, patch, arn, action);
        }, iter: Cases);

        Assert.True(denied >= Cases * 0.30, $"{denied} of {Cases} cases had a deny that hits");
        Assert.True(fixable >= Cases * 0.20, $"{fixable} of {Cases} cases could be fixed");
    }

    [Fact]
    public void A_grant_lets_the_pull_through_and_changes_nothing_else()
    {
        var granted = 0;
        s_need.Sample(need =>
        {
            var unallowed = need with { IdentityPolicies = [] };
            if (Fix.Allowing(unallowed) is not Fix.Patch patch)
                return;
            Interlocked.Increment(ref granted);

            Assert.NotNull(patch.Ask);
            Assert.Equal(Compact(need.ResourcePolicy), Compact(patch.After).SkipLast(1));
            AssertPulls(unallowed, patch);
            foreach (var arn in s_askers)
                foreach (var action in s_actions)
                    AssertAnswersButFor(unallowed, patch, arn, action);
        }, iter: Cases / 2);

        Assert.True(granted >= Cases * 0.05, $"{granted} of {Cases / 2} cases were granted");
    }

    // before and after by the repository policy alone and whichever way its conditions fall
    private static void AssertAnswersButFor(FixCase need, Fix.Patch patch, string arn, string action)
    {
        if (EcrActions.Lifted.Contains(action) && (arn == s_askers[0] || arn.Contains("assumed-role/eks-node", StringComparison.Ordinal)))
            return;
        foreach (var context in s_contexts)
            Assert.Equal(AccessEvaluation.Of(Case(need.ResourcePolicy, arn, action) with { Context = context }).Answer,
                AccessEvaluation.Of(Case(patch.After, arn, action) with { Context = context }).Answer);
    }

    [Fact]
    public void A_policy_survives_being_written_canonically() =>
        s_statement.Array[0, 5].Sample(statements =>
        {
            var policy = Given.Policy(statements);
            var again = PolicyDocument.Parse(policy.Canonical);
            Assert.Equal(policy.Canonical, again.Canonical);
            Assert.True(policy.SameAs(again));
        }, iter: 10_000);

    [Fact]
    public void No_JSON_crashes_the_evaluation_or_the_fix() =>
        AnyJson(4).Array[1, 3].Sample(statements =>
        {
            var text = $$"""{"Version":"2012-10-17","Statement":[{{string.Join(",", statements)}}]}""";
            if (Parsed(text) is not { } policy)
                return;
            _ = Fix.For(Given.FixOf(policy));
            _ = AccessEvaluation.Of(Case(policy, s_askers[0], "ecr:PutImage") with
            {
                IdentityPolicies = [policy],
                PermissionsBoundary = policy
            });
        }, iter: 50_000);

    /// <summary>Null where the text is no policy.</summary>
    private static PolicyDocument? Parsed(string text)
    {
        try
        {
            return PolicyDocument.Parse(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>With all policies in place, the registry's as well.</summary>
    private static void AssertPulls(FixCase need, Fix.Patch patch)
    {
        var answers = EcrActions.Pull.Select(action => AccessEvaluation.Of(new AccessCase
        {
            Principal = need.Session ?? (Remediator.Core.Policies.Language.Principal)need.Role,
            Action = action,
            Resource = need.Resource,
            IdentityPolicies = need.IdentityPolicies,
            ResourcePolicy = patch.After,
            RegistryPolicy = need.RegistryPolicy,
        }).Answer).ToArray();
        Assert.DoesNotContain(PolicyAnswer.ExplicitlyDenied, answers);
        Assert.DoesNotContain(PolicyAnswer.ImplicitlyDenied, answers);
        Assert.True(patch.Ask is not null || answers.All(answer => answer is PolicyAnswer.Allowed), "unknown, and nobody is asked");
    }

    // before and after by the repository policy alone and whichever way its conditions fall
    private static void AssertAnswers(FixCase need, Fix.Patch patch, string arn, string action)
    {
        var ofRole = arn == s_askers[0] || arn.Contains("assumed-role/eks-node", StringComparison.Ordinal);
        foreach (var context in s_contexts)
        {
            var was = AccessEvaluation.Of(Case(need.ResourcePolicy, arn, action) with { Context = context }).Answer;
            var becomes = AccessEvaluation.Of(Case(patch.After, arn, action) with { Context = context }).Answer;
            if (!ofRole || !EcrActions.Lifted.Contains(action))
                Assert.Equal(was, becomes);
            else if (was != becomes)
                Assert.Equal(PolicyAnswer.ExplicitlyDenied, was);
            if (arn == (need.Session?.Arn ?? s_askers[0]) && EcrActions.Pull.Contains(action) && context != s_withoutTls)
                Assert.NotEqual(PolicyAnswer.ExplicitlyDenied,
                becomes);
        }
    }

    // ECR is never spoken to in this way, and yet nothing may change for anybody else
    private static readonly RequestContext s_withoutTls =
        RequestContext.Of([new("aws:SourceVpce", null), new("aws:SecureTransport", ["false"])]);

    // each statement has at most one condition
    private static readonly RequestContext[] s_contexts =
    [
        RequestContext.Of([new("aws:SourceVpce", ["vpce-1"])]),
        RequestContext.Of([new("aws:SourceVpce", null)]),
        s_withoutTls,
    ];

    private static AccessCase Case(PolicyDocument? policy, string arn, string action) => new()
    {
        Principal = Remediator.Core.Policies.Language.Principal.Parse(arn,
            arn.Contains("assumed-role", StringComparison.Ordinal) ? Given.NodeRole : null),
        Action = action,
        Resource = Given.Repository,
        ResourcePolicy = policy,
        IdentityPolicies = [],
    };

    private static IEnumerable<string> Texts(PolicyDocument? policy) =>
        policy?.Root.GetProperty("Statement").EnumerateArray().Select(statement => statement.GetRawText()) ?? [];

    // statements that deny no lifted action
    private static IEnumerable<string> Untouched(PolicyDocument policy) =>
        Compact(policy).Where(text => !EcrActions.Lifted.Any(action => text.Contains(action, StringComparison.OrdinalIgnoreCase))
            && !text.Contains('*'));

    private static IEnumerable<string> Allows(PolicyDocument? policy) =>
        Compact(policy).Where(text => text.Contains("\"Effect\":\"Allow\"", StringComparison.Ordinal));

    private static IEnumerable<string> Compact(PolicyDocument? policy) =>
        Texts(policy).Select(text => text.Replace("} }", "}}", StringComparison.Ordinal)
            .Replace(", \"Cond", ",\"Cond", StringComparison.Ordinal)).Distinct();

    private static Gen<string> AnyJson(int depth)
    {
        var text = Gen.OneOf<string>(
            Gen.OneOf("Allow", "Deny", "*", Account, s_askers[0], s_askers[1], "ecr:*", "ecr:BatchGetImage", "${", "${a,'b'}", "${*}",
                "arn:aws:", "2012-10-17", "true", "1"),
            Gen.String).Select(Json);
        var leaf = Gen.OneOf<string>(text, text, Gen.OneOf("1", "null", "true", "-0.5e3", "[]", "{}"));
        if (depth == 0)
            return leaf;
        var inner = AnyJson(depth - 1);
        var key = Gen.OneOf<string>(
            Gen.OneOf("Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition", "AWS",
                "StringEquals", "ForAnyValue:ArnLike", "IpAddress", "DateLessThan", "Null", "aws:PrincipalArn", "aws:SourceIp"),
            Gen.String).Select(Json);
        return Gen.Frequency(
            (1, leaf),
            (1, inner.Array[0, 3].Select(items => $"[{string.Join(",", items)}]")),
            (4, Gen.Select(key, inner).Array[0, 5].Select(pairs =>
                $"{{{string.Join(",", pairs.DistinctBy(pair => pair.Item1).Select(pair => $"{pair.Item1}:{pair.Item2}"))}}}")));
    }

    private static string Json<T>(T value) => JsonSerializer.Serialize(value);
}
