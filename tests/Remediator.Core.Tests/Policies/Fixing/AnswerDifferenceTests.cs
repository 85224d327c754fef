using Remediator.Core.Policies.Fixing;

namespace Remediator.Core.Tests.Policies.Fixing;

public class AnswerDifferenceTests
{
    private const string Role = "arn:aws:iam::111122223333:role/eks-node";
    private const string Other = "arn:aws:iam::444455556666:role/ci";
    private const string When = "\"Condition\":{\"StringEquals\":{\"aws:SourceVpce\":\"vpce-1\"}}";
    private const string WhenElse = "\"Condition\":{\"StringEquals\":{\"aws:SourceVpce\":\"vpce-2\"}}";

    [Fact]
    public void The_same_policy_changes_no_permission() =>
        Assert.Empty(Between([Say("Deny", Role, "ecr:*"), Say("Allow", Other, "ecr:*", When)],
        [Say("Allow", Other, "ecr:*", When), Say("Deny", Role, "ecr:*")]));

    [Fact]
    public void Taking_one_action_out_shows_for_the_role_and_its_sessions() =>
        Assert.Equal([(Role, "ecr:PutImage"), ("arn:aws:sts::111122223333:assumed-role/eks-node/any-session", "ecr:PutImage")],
            Between([Say("Deny", Role, "ecr:PutImage"), Say("Deny", Role, "ecr:ListImages")], [Say("Deny", Role, "ecr:ListImages")]));

    [Fact]
    public void An_added_allow_shows_for_the_principals_it_names() =>
        Assert.Equal([(Other, "ecr:PutImage"), ("arn:aws:sts::444455556666:assumed-role/ci/any-session", "ecr:PutImage")],
            Between([], [Say("Allow", Other, "ecr:PutImage")]));

    [Fact]
    public void An_allow_that_is_denied_anyway_does_not_show() =>
        Assert.Empty(Between([Say("Deny", Other, "ecr:*")],
            [Say("Deny", Other, "ecr:*"), Say("Allow", Other, "ecr:PutImage"), Say("Allow", Other, "ecr:ListImages", When)]));

    [Fact]
    public void An_allow_under_the_condition_that_denies_does_not_show() =>
        Assert.Empty(Between([Say("Deny", Other, "ecr:PutImage", When)],
            [Say("Deny", Other, "ecr:PutImage", When), Say("Allow", Other, "ecr:PutImage", When)]));

    [Fact]
    public void An_allow_under_another_condition_shows() =>
        Assert.NotEmpty(Between([Say("Deny", Other, "ecr:PutImage", When)],
            [Say("Deny", Other, "ecr:PutImage", When), Say("Allow", Other, "ecr:PutImage", WhenElse)]));

    [Fact]
    public void An_allow_that_loses_its_condition_shows() =>
        Assert.NotEmpty(Between([Say("Allow", Other, "ecr:PutImage", When)], [Say("Allow", Other, "ecr:PutImage")]));

    [Fact]
    public void A_condition_beside_an_unconditional_allow_does_not_show() =>
        Assert.Empty(Between([Say("Allow", Other, "ecr:PutImage")],
            [Say("Allow", Other, "ecr:PutImage"), Say("Allow", Other, "ecr:PutImage", When)]));

    [Fact]
    public void A_condition_beside_an_unconditional_deny_does_not_show() =>
        Assert.Empty(Between([Say("Deny", Other, "ecr:PutImage")],
            [Say("Deny", Other, "ecr:PutImage"), Say("Deny", Other, "ecr:PutImage", When)]));

    [Fact]
    public void A_deny_under_another_condition_shows() =>
        Assert.NotEmpty(Between([Say("Deny", Other, "ecr:PutImage", When)], [Say("Deny", Other, "ecr:PutImage", WhenElse)]));

    [Fact]
    public void A_deny_on_everyone_shows_for_everyone() => Assert.Superset(
        new HashSet<string>
        {
            "*", "any-service.amazonaws.com", Role, $"{Role}-not", "arn:aws:iam::111122223333:role/not/eks-node",
            "arn:aws:iam::111122223333:root",
            "arn:aws:iam::000000000000:role/eks-node", "arn:aws:iam::000000000000:root",
            "arn:aws:sts::111122223333:assumed-role/eks-node/any-session",
        },
        Between(["""{"Effect":"Deny","Principal":"*","Action":"ecr:PutImage"}"""], []).Select(one => one.Principal).ToHashSet());

    [Fact]
    public void All_kinds_of_principals_are_evaluated() => Assert.Superset(
        new HashSet<string>
        {
            "ecs.amazonaws.com", "accounts.google.com", "79a5", "arn:aws:iam::444455556666:user/eve", "arn:aws:iam::777788889999:root",
            "arn:aws:iam::777788889999:role/any-role-of-this-account",
        },
        Between(["""
                {"Effect":"Allow","Principal":{"Service":"ecs.amazonaws.com","Federated":"accounts.google.com","CanonicalUser":"79a5",
                "AWS":["arn:aws:iam::444455556666:user/eve","777788889999"]},"Action":"ecr:PutImage"}
                """], []).Select(one => one.Principal).ToHashSet());

    [Fact]
    public void Actions_that_AWS_adds_later_are_evaluated() =>
        Assert.Equal(["ecr:PutAddedLater", "ecr:XutAddedLater", "ecr:AddedLater"],
            Differences([Say("Deny", Role, "ecr:Put*"), Say("Deny", Role, "ecr:?ut*"), Say("Deny", Role, "*")], [])
                .Where(one => one.IsInvented && one.Principal.Arn == Role).Select(one => one.Action));

    [Fact]
    public void More_actions_than_fit_at_once_are_all_evaluated() =>
        Assert.Equal(150, Differences([.. Enumerable.Range(0, 150).Select(i => Say("Deny", Role, $"ecr:X{i:D3}*"))], [])
            .Count(one => one.IsInvented && one.Principal.Arn == Role));

    [Fact]
    public void An_action_that_the_dated_list_does_not_have_is_evaluated()
    {
        Assert.Contains((Role, "ecr:BrandNewThing"), Between([Say("Deny", Role, "ecr:BrandNewThing")], []));
        Assert.Contains((Role, "ecr:BrandNewThing"),
            Between([], [Say("Allow", Role, "ecr:BrandNewThing"), Say("Allow", Other, "ECR:BRANDNEWTHING")]));
        Assert.All(Differences([Say("Deny", Role, "ecr:BrandNewThing")], []), one => Assert.False(one.IsInvented));
    }

    [Fact]
    public void The_authorization_token_is_not_subject_to_repository_policies() =>
        Assert.Empty(Between([Say("Deny", Role, "ecr:GetAuthorizationToken")], []));

    [Fact]
    public void An_unknown_kind_of_principal_may_be_anyone()
    {
        const string odd = """{"Effect":"Deny","Principal":{"Martian":"x"},"Action":"ecr:PutImage"}""";

        Assert.Empty(Between([odd], [odd]));
        Assert.NotEmpty(Between([odd], []));
        Assert.NotEmpty(Between([odd], [odd.Replace("Martian", "Venusian", StringComparison.Ordinal)]));
    }

    [Fact]
    public void An_action_that_is_not_understood_may_be_any_action()
    {
        Assert.Empty(Between([Say("Deny", Role, "ecr*")], [Say("Deny", Role, "ecr*")]));
        Assert.NotEmpty(Between([Say("Deny", Role, "ecr*")], []));
    }

    [Fact]
    public void An_element_that_is_not_understood_makes_the_statement_a_different_one()
    {
        var odd = Say("Deny", Role, "ecr:PutImage", "\"Mood\":1");

        Assert.Empty(Between([odd], [odd]));
        Assert.NotEmpty(Between([odd], [Say("Deny", Role, "ecr:PutImage", "\"Mood\":2")]));
        Assert.NotEmpty(Between([odd], [Say("Deny", Role, "ecr:PutImage")]));
    }

    [Fact]
    public void A_condition_on_services_shows_for_services_only() =>
        Assert.Equal(["any-service.amazonaws.com", "ecs.amazonaws.com"],
            Between(
                ["""{"Effect":"Deny","Principal":"*","Action":"ecr:PutImage","Condition":{"Bool":{"aws:PrincipalIsAWSService":"true"}}}""",
                """{"Effect":"Allow","Principal":{"Service":"ecs.amazonaws.com"},"Action":"ecr:ListImages"}"""],
                ["""{"Effect":"Allow","Principal":{"Service":"ecs.amazonaws.com"},"Action":"ecr:ListImages"}"""])
                .Select(one => one.Principal));

    [Fact]
    public void A_principal_that_NotPrincipal_excludes_sees_no_difference()
    {
        const string session = "arn:aws:sts::111122223333:assumed-role/eks-node/i-1";
        var differing = Between(
            [$$"""{"Effect":"Deny","NotPrincipal":{"AWS":["111122223333","{{Role}}","{{session}}"]},"Action":"ecr:PutImage"}"""], [])
            .Select(one => one.Principal).ToList();

        Assert.DoesNotContain(session, differing);
        Assert.Contains(Role, differing);
        Assert.Contains("*", differing);
    }

    [Fact]
    public void A_session_has_the_permissions_of_its_role_where_the_policy_names_the_role() =>
        Assert.Empty(Between(
            ["""{"Effect":"Deny","Principal":{"AWS":["arn:aws:iam::444455556666:role/p/ci","""
                + "\"arn:aws:sts::444455556666:assumed-role/ci/s\"]},\"Action\":\"ecr:PutImage\"}"],
            ["""{"Effect":"Deny","Principal":{"AWS":["arn:aws:iam::444455556666:role/p/ci"]},"Action":"ecr:PutImage"}"""]));

    private static string Say(string effect, string arn, string action, string more = "") =>
        $$"""{"Effect":"{{effect}}","Principal":{"AWS":"{{arn}}"},"Action":"{{action}}"{{(more.Length > 0 ? "," + more : "")}}}""";

    private static IReadOnlyList<AnswerDifference> Differences(string[] before, string[] after) =>
        AnswerDifference.Between(Given.FixOf(before), Given.Policy(after));

    private static IEnumerable<(string Principal, string Action)> Between(string[] before, string[] after) =>
        Differences(before, after).Select(one => (one.Principal.Arn, one.Action));
}
