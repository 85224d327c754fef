using Remediator.Core.Findings;
using Remediator.Core.Messages;
using Remediator.Core.Plans;
using Remediator.Core.Tests.Verdicts.Causes;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests.Messages;

/// <summary>What a person is told to do next, and in which order.</summary>
public class AdviceTests
{
    private static readonly Guardrails
        s_approve = Situation.Rails with { Mode = Mode.Approve }, s_report = Situation.Rails with { Mode = Mode.Report };

    [Fact]
    public void Who_reads_of_a_protected_Sid_is_sent_to_the_owner_and_not_told_to_lift_the_Deny()
    {
        var steps = Steps(Denying("""{"Sid":"QuarantineLeak","Effect":"Deny","Principal":"*","Action":"ecr:*"}"""));
        Assert.Equal(
            "Ask the owner of repository shop/ui before changing statement 0 (\"QuarantineLeak\"): its Sid marks it as intended.",
            steps[^1]);
        Assert.DoesNotContain(steps, step => step.StartsWith("Change the statement", StringComparison.Ordinal));
    }

    [Fact]
    public void Who_reads_of_a_condition_is_told_to_stay_out_of_it_or_to_ask_the_owner() =>
        Assert.StartsWith("See that the condition of statement 0 (\"Fence\") does not hold for this pull, or ask the owner of repository "
            + "shop/ui", Steps(Denying("""
            {"Sid":"Fence","Effect":"Deny","Principal":{"AWS":"111122223333"},"Action":"ecr:BatchGetImage",
             "Condition":{"StringNotEquals":{"aws:PrincipalTag/team":"shop"}}}
            """))[^1], StringComparison.Ordinal);

    [Fact]
    public void The_archived_part_of_an_index_is_restored_and_not_the_tag_which_is_there()
    {
        var restore = Advice.For(Report.Of(Found("image-archived-of-an-index")))
            .Single(advice => advice.Command?.Contains("update-image-storage-class", StringComparison.Ordinal) == true);
        Assert.StartsWith("Restore manifest sha256:5f5f", English(restore.Says), StringComparison.Ordinal);
        Assert.Contains("--image-id imageDigest=sha256:5f5f", restore.Command, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("repository-policy-denies-and-iam-names-another-policy",
        "IAM's error names a service control policy: have that checked first, since this change does not touch it.")]
    [InlineData("repository-policy-denies-and-iam-names-another-user",
        "IAM's error names arn:aws:sts::111122223333:assumed-role/builder/i-0123456789abcdef0: find out first who pulls, since this change "
            + "is for another role.")]
    public void What_IAM_names_and_the_change_does_not_touch_is_checked_before_anything_is_approved(string file, string first)
    {
        var steps = Steps(Found(file, s_approve));
        Assert.Equal(first, steps[0]);
        Assert.Contains("approve", steps[1], StringComparison.OrdinalIgnoreCase);
        Assert.Equal("Or apply the change manually, without this program:", steps[2]);
    }

    [Fact]
    public void An_approval_is_offered_before_the_command_that_bypasses_it()
    {
        var commands = Advice.For(Report.Of(Situation.Found(rails: s_approve))).Select(advice => advice.Command!).ToArray();
        Assert.StartsWith("remediator approve ", commands[0], StringComparison.Ordinal);
        Assert.StartsWith("aws ecr set-repository-policy ", commands[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_can_be_approved_a_doubtful_change_is_not_simply_applied()
    {
        var tagged = Situation.Facts with { RepositoryTags = Situation.Tags((OptIns.TagKey, OptIns.TagValue), ("state", "quarantine")) };
        Assert.Equal(["If the change is right, apply it manually:"], Steps(Situation.Found(tagged, rails: s_report)));
    }

    [Fact]
    public void A_reporting_deployment_names_the_parameter_that_lets_it_write() => Assert.Equal(
        ["Apply the change manually (a deployment with Mode=auto applies such changes itself):"], Steps(Situation.Found(rails: s_report)));

    [Theory]
    [InlineData("endpoint-policy-denies-the-token",
        "Remove the Deny of ecr:GetAuthorizationToken from the policy of VPC endpoint vpce-0a (ecr.api).")]
    [InlineData("denied-elsewhere-and-iam-agrees", "Ask your AWS Organizations administrators to find the Deny of ecr:BatchGetImage to "
        + "eks-node: IAM's error names a service control policy.")]
    [InlineData("registry-policy-denies-under-condition", "Ask the owner of the account whether the registry policy denies this pull: "
        + "it depends on aws:PrincipalOrgID. This program never edits it.")]
    [InlineData("image-missing", "Push tag 1.2.1, or use an existing tag (most similar: 1.2.0, 1.3.0).")]
    [InlineData("wrong-registry",
        "Use 111122223333.dkr.ecr.us-west-2.amazonaws.com/shop/ui in the image reference, after checking that it has tag 1.2.1.")]
    [InlineData("identity-policy-denies",
        "Remove statement 1, a Deny, from policy policy-0 of the role; a repository policy cannot override it.")]
    [InlineData("not-ecr", "Look at the pod's events and at registry docker.io; this program checks private ECR only.")]
    [InlineData("throttled-by-the-kubelet", "The kubelet retries by itself. If it recurs, raise registryPullQPS of the kubelet.")]
    [InlineData("throttled", "It passes by itself. If it recurs, pull less often from node node-0.")]
    [InlineData("throttled-on-several-nodes", "It passes by itself. If it recurs, pull less often or request a higher quota.")]
    [InlineData("transfer-damaged", "Check the disk of node node-0 and its network path to S3. "
        + "Push the image again only if other nodes receive it damaged too.")]
    public void The_next_step_is_that_of_this_failure(string file, string step) => Assert.Equal(step, Steps(Found(file))[0]);

    [Theory]
    [InlineData("identity-policy-does-not-allow")]
    [InlineData("image-archived")]
    [InlineData("kms-key-unusable")]
    [InlineData("endpoint-policy-denies")]
    [InlineData("ecr-unreachable-by-a-missing-route")]
    [InlineData("permissions-boundary-denies")]
    [InlineData("registry-policy-denies")]
    public void Where_the_exact_change_is_known_the_general_step_is_left_out(string file)
    {
        var report = Report.Of(Found(file));
        Assert.Equal(report.Proposal!.Command, Advice.For(report)[0].Command);
    }

    [Theory]
    [InlineData("credentials-missing", "journalctl -u kubelet")]
    [InlineData("node-runtime-failed", "journalctl -u containerd")]
    public void A_step_on_the_node_has_the_command_that_reads_there(string file, string command) =>
        Assert.Contains(command, Advice.For(Report.Of(Found(file)))[0].Command, StringComparison.Ordinal);

    [Fact]
    public void Where_a_condition_decides_no_change_of_the_registry_policy_is_offered() =>
        Assert.StartsWith("aws ecr get-registry-policy", Advice.For(Report.Of(Found("registry-policy-denies-under-condition")))[0].Command,
            StringComparison.Ordinal);

    [Fact]
    public void Where_time_ran_out_waiting_comes_before_a_change_by_hand() => Assert.Equal(
        ["Wait for the next event: this program tries again by itself.", "Or apply the change manually, without this program:"],
        Steps(Situation.Found(outcome: new Outcome.Refused(new Message("gate.too-late", ("left", 20), ("verify", 90))))));

    [Fact]
    public void Where_nothing_fails_yet_the_person_who_changed_the_policy_is_asked_first() => Assert.Equal(
        ["Ask the person who changed the policy whether the Deny is intended.", "If the change is right, apply it manually:"],
        Steps(NextPull.Of(Situation.Failure() with { IsAhead = true }, Situation.Facts, Situation.Rails)!));

    [Fact]
    public void Where_this_program_lacks_a_right_the_right_is_named()
    {
        var why = new Message("outcome.nothing-written",
            ("why", new Message("gap.aws.access-denied", ("action", "ecr:SetRepositoryPolicy"))));
        Assert.Equal(["Allow ecr:SetRepositoryPolicy to this program's role, or apply the change manually:"],
            Steps(Situation.Found(outcome: new Outcome.Failed(why))));
    }

    [Theory]
    [InlineData("outcome.write-not-visible", "Read the policy as it is now. The next event evaluates it again.")]
    [InlineData("outcome.nothing-written", "Apply the change manually:")]
    public void What_may_have_been_written_is_looked_at_before_it_is_written_again(string code, string step) =>
        Assert.Equal([step], Steps(Situation.Found(outcome: new Outcome.Failed(new Message(code, ("why", "x"))))));

    [Fact]
    public void Where_nothing_is_left_to_do_no_step_is_shown()
    {
        var finding = Situation.Found(outcome: new Outcome.NotNeeded(new Message("outcome.already-correct")));
        Assert.Empty(Steps(finding));
        Assert.DoesNotContain("NEXT STEPS", Channels.Mail(finding, Language.En), StringComparison.Ordinal);
        Assert.False(Channels.Chat(finding, Language.En)["content"]!.AsObject().ContainsKey("nextSteps"));
    }

    [Fact]
    public void A_statement_to_copy_stands_alone()
    {
        var key = Advice.For(Report.Of(Found("kms-key-unusable")))[^1];
        Assert.EndsWith(":", English(key.Says), StringComparison.Ordinal);
        Assert.EndsWith("}}}", key.Command, StringComparison.Ordinal);
    }

    private static Finding Found(string file, Guardrails? rails = null)
    {
        var one = CauseCase.Of(file);
        return Situation.Found(one.Facts, rails: rails, failure: one.Failure);
    }

    private static Finding Denying(string statement) =>
        Situation.Found(Situation.Facts with { RepositoryPolicy = Situation.Policy(Situation.PolicyOf(statement)) });

    private static string[] Steps(Finding finding) => [.. Advice.For(Report.Of(finding)).Select(advice => English(advice.Says))];

    private static string English(Message message) => Catalogue.In(Language.En).Sentence(message);
}
