using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Fixing;
using Remediator.Core.Policies.Language;

namespace Remediator.Core.Tests.Policies.Fixing;

public class CarveOutTests
{
    private const string Role = "arn:aws:iam::111122223333:role/eks-node";
    private const string Session = "arn:aws:sts::111122223333:assumed-role/eks-node/i-0abc";
    private const string Other = "arn:aws:iam::444455556666:role/ci";
    private const string Exemption = """
        "Condition":{"StringNotEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/eks-node"}}
        """;
    private const string OthersExemption = """
        "Condition":{"StringNotEquals":{"AWS:principalarn":"arn:aws:iam::444455556666:role/ci"}}
        """;
    private const string BothExempt = """
        "Condition":{"StringNotEquals":{"aws:PrincipalArn":["arn:aws:iam::444455556666:role/ci","arn:aws:iam::111122223333:role/eks-node"]}}
        """;

    [Fact]
    public void The_workshops_deny_keeps_its_other_eleven_actions()
    {
        var patch = Patched(Given.FixOf(Given.Workshop()));

        var left = Given.WorkshopActions.Except(EcrActions.Lifted);
        Assert.Equal(
            $$"""{"Version":"2012-10-17","Statement":[{"Sid":"new policy","Effect":"Deny","Principal":{"AWS":"{{Role}}"}"""
                + $$""","Action":[{{Given.Quoted(left)}}]}]}""",
            patch.After!.Text);
        Assert.Equal(11, left.Count());
        Assert.Equal(EcrActions.Lifted.Select(action => new PolicyChange(Role, action, PolicyAnswer.ExplicitlyDenied,
            PolicyAnswer.Allowed)), patch.Changes);
        Assert.Null(patch.Ask);
        Assert.Empty(patch.Warnings);
        Assert.Same(patch.Before.Text, Given.FixOf(patch.Before).ResourcePolicy.Text);
    }

    [Fact]
    public void A_deny_of_nothing_else_is_gone_and_an_empty_policy_is_deleted() =>
        Assert.Null(Patched(Given.FixOf(Deny(Aws(Role), """["ecr:BatchGetImage","ecr:GetDownloadUrlForLayer"]"""))).After);

    [Fact]
    public void The_other_statements_stay_where_they_are()
    {
        const string before = """{"Sid":"a","Effect":"Allow","Principal":"*","Action":"ecr:ListImages"}""";
        const string after = """{"Sid":"b","Effect":"Deny","Principal":{"Service":["x.amazonaws.com"]},"Action":["ecr:*"]}""";

        var patch = Patched(Given.FixOf(before, Deny(Aws(Role), "\"ecr:BatchGetImage\""), after));

        Assert.Equal(Given.Policy(before, after).Text, patch.After!.Text);
        Assert.Single(patch.Changes);
    }

    [Fact]
    public void Fields_that_are_not_ours_are_kept() =>
        Assert.Equal(
            """{"Id":"é+<x>","Mood":{"a":[1.0,null]},"Statement":[{"Effect":"Allow","Principal":"*","Action":"ecr:ListImages"}]"""
                + ""","Version":"2012-10-17"}""",
            Patched(Given.FixOf(PolicyDocument.Parse(
                """
                { "Id": "é+<x>", "Mood": {"a": [1.0, null]},
                  "Statement": [ { "Effect": "Allow", "Principal": "*", "Action": "ecr:ListImages" },
                  { "Effect": "Deny", "Principal": { "AWS": "arn:aws:iam::111122223333:role/eks-node" }, "Action": "ecr:BatchGetImage" } ],
                    "Version": "2012-10-17" }
                """))).After!.Text);

    [Fact]
    public void A_single_statement_stays_a_single_statement() =>
        Assert.Equal(
            $$$"""{"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":{"AWS":"{{{Role}}}"},"Action":["ecr:PutImage"]}}""",
            Patched(Given.FixOf(PolicyDocument.Parse(
                $$$"""{"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":{"AWS":"{{{Role}}}"}"""
                    + $$$""","Action":["ecr:PutImage","ecr:BatchGetImage"]}}"""))).After!.Text);

    [Fact]
    public void The_other_principals_keep_the_sid_and_the_role_keeps_its_other_denials() =>
        Assert.Equal(
            Given.Policy(
                $$"""{"Sid":"s","Effect":"Deny","Principal":{"AWS":["{{Other}}"],"Service":"x"}"""
                    + $$""","Action":["ecr:BatchGetImage","ecr:PutImage"]}""",
                $$"""{"Effect":"Deny","Principal":{"AWS":"{{Role}}"},"Action":["ecr:PutImage"]}""").Text,
            Patched(Given.FixOf(
                $$"""{"Sid":"s","Effect":"Deny","Principal":{"AWS":["{{Role}}","{{Other}}"],"Service":"x"}"""
                    + $$""","Action":["ecr:BatchGetImage","ecr:PutImage"]}""")).After!.Text);

    [Fact]
    public void The_role_just_leaves_a_deny_of_pull_actions_only() =>
        Assert.Equal(
            Given.Policy("""{"Sid":"s","Effect":"Deny","Principal":{"Service":"x"},"Action":"ecr:BatchGetImage"}""").Text,
            Patched(Given.FixOf(
                $$"""{"Sid":"s","Effect":"Deny","Principal":{"AWS":"{{Role}}","Service":"x"}"""
                    + ""","Action":"ecr:BatchGetImage"}""")).After!.Text);

    [Fact]
    public void A_deny_on_the_session_that_pulls_is_cut_for_that_session()
    {
        var patch = Patched(Given.FixOf(
            Deny($$"""{"AWS":["{{Session}}","{{Session}}d"]}""", "\"ecr:BatchGetImage\"")) with
        { Session = Given.Node });

        Assert.Equal(Given.Policy(Deny($$"""{"AWS":["{{Session}}d"]}""", "\"ecr:BatchGetImage\"")).Text, patch.After!.Text);
        Assert.Equal([new PolicyChange(Session, "ecr:BatchGetImage", PolicyAnswer.ExplicitlyDenied, PolicyAnswer.Allowed)], patch.Changes);
        Assert.Null(patch.Ask);
    }

    [Fact]
    public void Role_and_session_are_both_taken_out() =>
        Assert.Equal(
            Given.Policy(
                Deny($$"""{"AWS":["{{Other}}"]}""", """["ecr:BatchGetImage","ecr:PutImage"]"""),
                Deny($$"""{"AWS":["{{Role}}","{{Session}}"]}""", """["ecr:PutImage"]""")).Text,
            Patched(Given.FixOf(Deny($$"""{"AWS":["{{Role}}","{{Session}}","{{Other}}"]}""", """["ecr:BatchGetImage","ecr:PutImage"]"""))
                with
            { Session = Given.Node }).After!.Text);

    [Fact]
    public void Every_deny_that_hits_is_cut() =>
        Assert.Null(Patched(Given.FixOf(Deny(Aws(Role), "\"ecr:BatchGetImage\""),
            Deny(Aws(Role), "\"ecr:GetDownloadUrlForLayer\""))).After);

    [Theory]
    [InlineData("\"*\"", "*")]
    [InlineData("""{"AWS":"*"}""", "*")]
    [InlineData("""{"AWS":"111122223333"}""", "111122223333")]
    [InlineData("""{"AWS":["arn:aws:iam::111122223333:root","444455556666"]}""", "arn:aws:iam::111122223333:root")]
    public void A_deny_on_more_than_the_role_exempts_its_arn_and_is_asked_about(string principal, string named)
    {
        var patch = Patched(Given.FixOf(
            $$"""{"Sid":"s","Effect":"Deny","Principal":{{principal}},"Action":["ecr:PutImage","ecr:BatchGetImage"]}"""));

        Assert.Equal(
            Given.Policy(
                $$"""{"Sid":"s","Effect":"Deny","Principal":{{principal}},"Action":["ecr:PutImage"]}""",
                $$"""{"Effect":"Deny","Principal":{{principal}},"Action":["ecr:BatchGetImage"],{{Exemption}}}""").Text,
            patch.After!.Text);
        Assert.Equal(
            $"statement 0 (\"s\") denies \"{named}\", not this role alone; the exemption binds to the ARN \"{Role}\", not to the role's ID",
            $"{patch.Ask}");
    }

    [Fact]
    public void A_deny_of_pull_actions_on_everyone_just_gets_the_exemption() =>
        Assert.Equal(
            Given.Policy($$"""{"Sid":"s","Effect":"Deny","Principal":"*","Action":"ecr:BatchGetImage",{{Exemption}}}""").Text,
            Patched(Given.FixOf("""{"Sid":"s","Effect":"Deny","Principal":"*","Action":"ecr:BatchGetImage"}""")).After!.Text);

    [Fact]
    public void An_exemption_is_extended_by_the_next_role() =>
        Assert.Equal(
            Given.Policy(
                $$"""{"Effect":"Deny","Principal":"*",{{OthersExemption}},"Action":["ecr:PutImage"]}""",
                $$"""{"Effect":"Deny","Principal":"*",{{BothExempt}},"Action":["ecr:BatchGetImage"]}""").Text,
            Patched(Given.FixOf(
                $$"""{"Effect":"Deny","Principal":"*",{{OthersExemption}},"Action":["ecr:PutImage","ecr:BatchGetImage"]}""")).After!.Text);

    [Fact]
    public void Whom_an_exemption_spares_already_is_told_to_whoever_approves_the_next() =>
        Assert.Equal(
            $"statement 0 denies \"*\", not this role alone; the exemption binds to the ARN \"{Role}\", not to the role's ID; statement 0 "
                + $"already exempts {Other}",
            $"{Patched(Given.FixOf($$"""{"Effect":"Deny","Principal":"*",{{OthersExemption}},"Action":"ecr:BatchGetImage"}""")).Ask}");

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"StringEquals":{}}""")]
    public void A_condition_without_tests_is_none(string condition)
    {
        Assert.Equal(
            Given.Policy($$"""{"Effect":"Deny","Principal":"*","Action":"ecr:BatchGetImage",{{Exemption}}}""").Text,
            Patched(
                Given.FixOf($$"""{"Effect":"Deny","Principal":"*","Action":"ecr:BatchGetImage","Condition":{{condition}}}""")).After!.Text);
        Assert.IsType<Fix.Patch>(
            Fix.For(
                Given.FixOf(
                    $$"""{"Effect":"Deny","Principal":{"AWS":"111122223333"},"Action":"ecr:BatchGetImage","Condition":{{condition}}}""")));
        Assert.Null(
            Patched(
                Given.FixOf(
                    $$"""{"Effect":"Deny","Principal":{"AWS":"{{Role}}"},"Action":"ecr:BatchGetImage","Condition":"""
                        + $$"""{{condition}}}""")).After);
    }

    [Fact]
    public void A_wildcard_is_spelt_out_from_the_dated_list_and_asked_about()
    {
        var patch = Patched(Given.FixOf(Deny(Aws(Role), """["ecr:batchg*","ecr:Put*"]""")));

        Assert.Equal(Given.Policy(Deny(Aws(Role), """["ecr:BatchGetRepositoryScanningConfiguration","ecr:Put*"]""")).Text,
            patch.After!.Text);
        Assert.Equal(
            "statement 0 denies \"ecr:batchg*\", expanded to the actions of 2026-08-01; actions that AWS adds later would no longer be "
                + "denied to this role", $"{patch.Ask}");
    }

    [Fact]
    public void Everything_stays_denied_but_the_lifted_and_the_token()
    {
        var actions = Patched(Given.FixOf(Deny(Aws(Role), "\"*\""))).After!.Root.GetProperty("Statement")[0].GetProperty("Action");

        Assert.Equal(EcrActions.All.Except([.. EcrActions.Lifted, EcrActions.GetAuthorizationToken]),
            actions.EnumerateArray().Select(action => action.GetString()));
    }

    [Fact]
    public void A_wildcard_on_everyone_goes_on_denying_others_what_AWS_adds_later() =>
        Assert.Equal(
            Given.Policy(
                Deny("\"*\"", """["ecr:BatchGetRepositoryScanningConfiguration","ecr:PutImage"]"""),
                $$"""{"Effect":"Deny","Principal":"*","Action":["ecr:BatchG*"],{{Exemption}}}""").Text,
            Patched(Given.FixOf(Deny("\"*\"", """["ecr:BatchG*","ecr:PutImage"]"""))).After!.Text);

    [Fact]
    public void A_wildcard_that_holds_only_a_pull_action_is_gone_and_asked_about()
    {
        var patch = Patched(Given.FixOf(Deny(Aws(Role), "\"ecr:BatchGetImag*\"")));

        Assert.Null(patch.After);
        Assert.Contains("ecr:BatchGetImag*", $"{patch.Ask}", StringComparison.Ordinal);
    }

    [Fact]
    public void One_action_left_of_a_text_stays_a_text() =>
        Assert.Equal(
            Given.Policy(Deny(Aws(Role), "\"ecr:BatchGetRepositoryScanningConfiguration\"")).Text,
            Patched(Given.FixOf(Deny(Aws(Role), "\"ecr:BatchGet*\""))).After!.Text);

    [Fact]
    public void What_only_asks_for_layers_is_lifted_with_the_rest() =>
        Assert.Null(Patched(Given.FixOf(Deny(Aws(Role), "\"ecr:BatchGetImage\""),
            Deny(Aws(Role), "\"ecr:BatchCheckLayerAvailability\""))).After);

    [Fact]
    public void Nobody_is_asked_for_what_a_pull_does_without()
    {
        var everyone = Deny("\"*\"", "\"ecr:BatchCheckLayerAvailability\"");
        var patch = Patched(Given.FixOf(Deny(Aws(Role), "\"ecr:BatchGetImage\""), everyone));

        Assert.Equal(Given.Policy(everyone).Text, patch.After!.Text);
        Assert.Null(patch.Ask);
        Assert.Equal(["statement 1 still denies ecr:BatchCheckLayerAvailability, which a pull does not need"],
            patch.Warnings.Select(warning => $"{warning}"));
    }

    [Fact]
    public void A_deny_of_what_a_pull_does_without_needs_no_fix() =>
        Assert.IsType<Fix.NotNeeded>(Fix.For(Given.FixOf(Deny(Aws(Role), "\"ecr:BatchCheckLayerAvailability\""))));

    [Fact]
    public void What_is_not_known_is_asked_about()
    {
        var patch = Patched(Given.FixOf(Given.Workshop()) with { IdentityPolicies = null });

        Assert.Equal("whether ecr:BatchGetImage would then be allowed depends on values that are not known: identityPolicies; "
            + "whether ecr:GetDownloadUrlForLayer would then be allowed depends on values that are not known: identityPolicies",
                $"{patch.Ask}");
        Assert.All(patch.Changes, change => Assert.Equal(PolicyAnswer.Unknown, change.Becomes));
    }

    [Fact]
    public void A_fixed_policy_needs_no_fix()
    {
        foreach (var policy in (PolicyDocument[])[Given.Workshop(), Given.Workshop("*"), Given.Workshop("111122223333")])
            Assert.IsType<Fix.NotNeeded>(Fix.For(Given.FixOf(Patched(Given.FixOf(policy)).After!)));
    }

    [Fact]
    public void The_list_of_actions_is_dated_and_holds_the_pull() =>
        Assert.Equal((new DateOnly(2026, 8, 1), 60, 3),
            (EcrActions.AsOf, EcrActions.All.Distinct().Count(), EcrActions.All.Intersect(EcrActions.Lifted).Count()));

    /// <summary>Policies that look like the workshop's and deny somebody else.</summary>
    [Theory]
    [InlineData("arn:aws:iam::111122223333:role/eks-nodes")]
    [InlineData("arn:aws:iam::111122223333:role/eks-nod")]
    [InlineData("arn:aws:iam::111122223333:role/EKS-node")]
    [InlineData("arn:aws:iam::111122223333:role/eks_node")]
    [InlineData("arn:aws:iam::111122223333:role/x/eks-node")]
    [InlineData("arn:aws:iam::111122223333:role//eks-node")]
    [InlineData("arn:aws:iam::111122223334:role/eks-node")]
    [InlineData("arn:aws-cn:iam::111122223333:role/eks-node")]
    [InlineData("arn:aws:iam::111122223333:user/eks-node")]
    [InlineData("arn:aws:sts::111122223333:assumed-role/eks-node/i-0abc")]
    [InlineData("111122223334")]
    [InlineData("arn:aws:iam::111122223334:root")]
    public void A_near_miss_of_the_workshops_policy_is_left_alone(string principal) =>
        Assert.IsType<Fix.NotNeeded>(Fix.For(Given.FixOf(Given.Workshop(principal))));

    /// <summary>Policies that look like the workshop's and that AWS would not store: nobody can say whom they deny.</summary>
    [Theory]
    [InlineData("arn:aws:iam::111122223333:role/eks-node/")]
    [InlineData("arn:aws:iam::111122223333:role/eks-*")]
    [InlineData("arn:aws:iam::111122223333:role/*")]
    [InlineData("arn:aws:iam::111122223333:role/eks-nod?")]
    [InlineData("arn:aws:iam::*:role/eks-node")]
    [InlineData("arn:aws:iam::1111222233330:role/eks-node")]
    [InlineData("arn:aws:iam::111122223333:group/eks-node")]
    [InlineData("arn:aws:iam::111122223333:instance-profile/eks-node")]
    [InlineData("arn:aws:sts::111122223333:role/eks-node")]
    [InlineData("eks-node")]
    [InlineData("arn:aws:iam::111122223333:*")]
    public void A_near_miss_that_names_no_principal_is_not_edited(string principal) =>
        Assert.Equal("statement 0 (\"new policy\") cannot be interpreted: Principal",
            Assert.IsType<Fix.Refused>(Fix.For(Given.FixOf(Given.Workshop(principal)))).Why.ToString());

    private static string Aws(string arn) => $$"""{"AWS":"{{arn}}"}""";

    private static string Deny(string principal, string actions) =>
        $$"""{"Effect":"Deny","Principal":{{principal}},"Action":{{actions}}}""";

    private static Fix.Patch Patched(FixCase need) => Assert.IsType<Fix.Patch>(Fix.For(need));
}
