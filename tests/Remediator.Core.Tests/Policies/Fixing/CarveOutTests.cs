using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Fixing;
using Remediator.Core.Policies.Language;

namespace Remediator.Core.Tests.Policies.Fixing;

public class CarveOutTests
{
    private const string Role = "arn:aws:iam::111122223333:role/eks-node";
    private const string Session = "arn:aws:sts::111122223333:assumed-role/eks-node/i-0abc";
    private const string Other = "arn:aws:iam::444455556666:role/ci";
    private const string AllButLifted = """
        "NotAction":["ecr:BatchGetImage","ecr:GetDownloadUrlForLayer","ecr:BatchCheckLayerAvailability"]
        """;
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
        Assert.Same(patch.Before!.Text, Given.FixOf(patch.Before).ResourcePolicy!.Text);
    }

    [Fact]
    public void A_deny_of_nothing_else_is_removed_and_an_empty_policy_is_deleted() =>
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
    public void The_elements_beside_the_statements_are_kept() =>
        Assert.Equal(
            """{"Id":"é+<x>","Statement":[{"Effect":"Allow","Principal":"*","Action":"ecr:ListImages"}]"""
                + ""","Version":"2012-10-17"}""",
            Patched(Given.FixOf(PolicyDocument.Parse(
                """
                { "Id": "é+<x>",
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
    public void The_other_principals_keep_the_sid_and_the_role_keeps_its_other_denied_actions() =>
        Assert.Equal(
            Given.Policy(
                $$"""{"Sid":"s","Effect":"Deny","Principal":{"AWS":["{{Other}}"],"Service":"x"}"""
                    + $$""","Action":["ecr:BatchGetImage","ecr:PutImage"]}""",
                $$"""{"Effect":"Deny","Principal":{"AWS":"{{Role}}"},"Action":["ecr:PutImage"]}""").Text,
            Patched(Given.FixOf(
                $$"""{"Sid":"s","Effect":"Deny","Principal":{"AWS":["{{Role}}","{{Other}}"],"Service":"x"}"""
                    + $$""","Action":["ecr:BatchGetImage","ecr:PutImage"]}""")).After!.Text);

    [Fact]
    public void The_role_is_simply_removed_from_a_deny_of_pull_actions_only() =>
        Assert.Equal(
            Given.Policy("""{"Sid":"s","Effect":"Deny","Principal":{"Service":"x"},"Action":"ecr:BatchGetImage"}""").Text,
            Patched(Given.FixOf(
                $$"""{"Sid":"s","Effect":"Deny","Principal":{"AWS":"{{Role}}","Service":"x"}"""
                    + ""","Action":"ecr:BatchGetImage"}""")).After!.Text);

    [Fact]
    public void A_deny_on_the_pulling_session_is_lifted_for_that_session()
    {
        var patch = Patched(Given.FixOf(
            Deny($$"""{"AWS":["{{Session}}","{{Session}}d"]}""", "\"ecr:BatchGetImage\"")) with
        { Session = Given.Node });

        Assert.Equal(Given.Policy(Deny($$"""{"AWS":["{{Session}}d"]}""", "\"ecr:BatchGetImage\"")).Text, patch.After!.Text);
        Assert.Equal([new PolicyChange(Session, "ecr:BatchGetImage", PolicyAnswer.ExplicitlyDenied, PolicyAnswer.Allowed)], patch.Changes);
        Assert.Null(patch.Ask);
    }

    [Fact]
    public void Role_and_session_are_both_removed() =>
        Assert.Equal(
            Given.Policy(
                Deny($$"""{"AWS":["{{Other}}"]}""", """["ecr:BatchGetImage","ecr:PutImage"]"""),
                Deny($$"""{"AWS":["{{Role}}","{{Session}}"]}""", """["ecr:PutImage"]""")).Text,
            Patched(Given.FixOf(Deny($$"""{"AWS":["{{Role}}","{{Session}}","{{Other}}"]}""", """["ecr:BatchGetImage","ecr:PutImage"]"""))
                with
            { Session = Given.Node }).After!.Text);

    [Fact]
    public void Every_matching_deny_is_edited() =>
        Assert.Null(Patched(Given.FixOf(Deny(Aws(Role), "\"ecr:BatchGetImage\""),
            Deny(Aws(Role), "\"ecr:GetDownloadUrlForLayer\""))).After);

    [Theory]
    [InlineData("\"*\"", "*")]
    [InlineData("""{"AWS":"*"}""", "*")]
    [InlineData("""{"AWS":"111122223333"}""", "111122223333")]
    [InlineData("""{"AWS":["arn:aws:iam::111122223333:root","444455556666"]}""", "arn:aws:iam::111122223333:root")]
    public void A_deny_on_more_than_the_role_exempts_its_arn_and_needs_approval(string principal, string named)
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
    public void An_approval_request_names_the_roles_that_are_already_exempted() =>
        Assert.Equal(
            $"statement 0 denies \"*\", not this role alone; the exemption binds to the ARN \"{Role}\", not to the role's ID; statement 0 "
                + $"already exempts {Other}",
            $"{Patched(Given.FixOf($$"""{"Effect":"Deny","Principal":"*",{{OthersExemption}},"Action":"ecr:BatchGetImage"}""")).Ask}");

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"StringEquals":{}}""")]
    public void A_condition_without_tests_counts_as_no_condition(string condition)
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
    public void A_wildcard_is_expanded_from_the_dated_list_and_needs_approval()
    {
        var patch = Patched(Given.FixOf(Deny(Aws(Role), """["ecr:batchg*","ecr:Put*"]""")));

        Assert.Equal(Given.Policy(Deny(Aws(Role), """["ecr:BatchGetRepositoryScanningConfiguration","ecr:Put*"]""")).Text,
            patch.After!.Text);
        Assert.Equal(
            "statement 0 denies \"ecr:batchg*\", expanded to the actions of 2026-11-28; actions that AWS adds later would no longer be "
                + "denied to this role", $"{patch.Ask}");
    }

    [Theory]
    [InlineData("\"*\"", "*")]
    [InlineData("\"ecr:*\"", "ecr:*")]
    [InlineData("\"ECR:**\"", "ECR:**")]
    [InlineData("[\"ecr:PutImage\",\"ecr:*\",\"ecr:BatchGet*\"]", "ecr:*")]
    public void Of_a_deny_of_everything_all_but_the_lifted_actions_stays_denied_for_ever(string actions, string pattern)
    {
        var patch = Patched(Given.FixOf($$"""{"Sid":"s","Effect":"Deny","Principal":{{Aws(Role)}},"Action":{{actions}}}"""));

        Assert.Equal(Given.Policy($$"""{"Sid":"s","Effect":"Deny","Principal":{{Aws(Role)}},{{AllButLifted}}}""").Text, patch.After!.Text);
        Assert.Equal($"statement 0 (\"s\") denies \"{pattern}\", everything that ECR does; all but ecr:BatchGetImage, "
            + "ecr:GetDownloadUrlForLayer, ecr:BatchCheckLayerAvailability stays denied, including what AWS adds later", $"{patch.Ask}");
    }

    [Fact]
    public void A_deny_of_everything_on_several_roles_stays_as_it_is_for_the_others() =>
        Assert.Equal(
            Given.Policy(
                """{"Effect":"Deny","Principal":{"AWS":["arn:aws:iam::111122223333:role/other"]},"Action":"ecr:*"}""",
                $$"""{"Effect":"Deny","Principal":{{Aws(Role)}},{{AllButLifted}}}""").Text,
            Patched(Given.FixOf(Deny($$"""{"AWS":["{{Role}}","arn:aws:iam::111122223333:role/other"]}""", "\"ecr:*\""))).After!.Text);

    [Fact]
    public void A_deny_of_everything_on_everyone_lifts_the_pull_for_the_role_alone() =>
        Assert.Equal(
            Given.Policy(
                $$"""{"Effect":"Deny","Principal":"*",{{AllButLifted}}}""",
                $$"""{"Effect":"Deny","Principal":"*","Action":[{{Given.Quoted(EcrActions.Lifted)}}],{{Exemption}}}""").Text,
            Patched(Given.FixOf(Deny("\"*\"", "\"ecr:*\""))).After!.Text);

    [Fact]
    public void A_second_role_is_exempted_from_a_deny_of_everything_beside_the_first()
    {
        var first = Patched(Given.FixOf(Deny("\"*\"", "\"*\""))).After!;

        var second = Patched(Given.FixOf(first) with { Role = RoleArn.Parse("arn:aws:iam::111122223333:role/other-node") }).After!;

        Assert.Equal(2, second.Root.GetProperty("Statement").GetArrayLength());
        Assert.Equal(first.Root.GetProperty("Statement")[0].GetRawText(), second.Root.GetProperty("Statement")[0].GetRawText());
        Assert.IsType<Fix.NotNeeded>(Fix.For(Given.FixOf(second)));
    }

    [Theory]
    [InlineData("""{"AWS":"arn:aws:iam::111122223333:role/eks-node"}""")]
    [InlineData("\"*\"")]
    [InlineData("""{"AWS":"111122223333"}""")]
    public void Of_a_deny_of_everything_nothing_that_AWS_adds_later_is_lifted(string principal)
    {
        var need = Given.FixOf(Deny(principal, "\"ecr:*\""));

        Assert.DoesNotContain(AnswerDifference.Between(need, Patched(need).After), one => one.IsInvented);
    }

    [Fact]
    public void A_wildcard_on_everyone_still_denies_others_the_actions_that_AWS_adds_later() =>
        Assert.Equal(
            Given.Policy(
                Deny("\"*\"", """["ecr:BatchGetRepositoryScanningConfiguration","ecr:PutImage"]"""),
                $$"""{"Effect":"Deny","Principal":"*","Action":["ecr:BatchG*"],{{Exemption}}}""").Text,
            Patched(Given.FixOf(Deny("\"*\"", """["ecr:BatchG*","ecr:PutImage"]"""))).After!.Text);

    [Fact]
    public void A_wildcard_that_covers_only_a_pull_action_is_removed_and_needs_approval()
    {
        var patch = Patched(Given.FixOf(Deny(Aws(Role), "\"ecr:BatchGetImag*\"")));

        Assert.Null(patch.After);
        Assert.Contains("ecr:BatchGetImag*", $"{patch.Ask}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_single_remaining_action_stays_a_string() =>
        Assert.Equal(
            Given.Policy(Deny(Aws(Role), "\"ecr:BatchGetRepositoryScanningConfiguration\"")).Text,
            Patched(Given.FixOf(Deny(Aws(Role), "\"ecr:BatchGet*\""))).After!.Text);

    [Fact]
    public void A_deny_of_the_layer_check_is_lifted_with_the_rest() =>
        Assert.Null(Patched(Given.FixOf(Deny(Aws(Role), "\"ecr:BatchGetImage\""),
            Deny(Aws(Role), "\"ecr:BatchCheckLayerAvailability\""))).After);

    [Fact]
    public void No_approval_is_requested_for_an_action_that_a_pull_does_not_need()
    {
        var everyone = Deny("\"*\"", "\"ecr:BatchCheckLayerAvailability\"");
        var patch = Patched(Given.FixOf(Deny(Aws(Role), "\"ecr:BatchGetImage\""), everyone));

        Assert.Equal(Given.Policy(everyone).Text, patch.After!.Text);
        Assert.Null(patch.Ask);
        Assert.Equal(["statement 1 still denies ecr:BatchCheckLayerAvailability, which a pull does not need"],
            patch.Warnings.Select(warning => $"{warning}"));
    }

    [Fact]
    public void A_deny_of_an_action_that_a_pull_does_not_need_needs_no_fix() =>
        Assert.IsType<Fix.NotNeeded>(Fix.For(Given.FixOf(Deny(Aws(Role), "\"ecr:BatchCheckLayerAvailability\""))));

    [Fact]
    public void A_permission_that_cannot_be_evaluated_after_the_patch_needs_approval()
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
        foreach (var policy in (PolicyDocument[])[Given.Workshop(), Given.Workshop("*"), Given.Workshop("111122223333"),
            Given.Policy(Deny(Aws(Role), "\"ecr:*\"")), Given.Policy(Deny("\"*\"", "\"*\""))])
            Assert.IsType<Fix.NotNeeded>(Fix.For(Given.FixOf(Patched(Given.FixOf(policy)).After!)));
    }

    [Fact]
    public void The_list_of_actions_is_dated_and_includes_the_pull_actions() =>
        Assert.Equal((new DateOnly(2026, 11, 28), 61, 3),
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

    /// <summary>Policies that look like the workshop's and that AWS would not store: it is unclear which principals they deny.</summary>
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
