using Remediator.Core.Common;
using Remediator.Core.Facts;
using Remediator.Core.Messages;
using Remediator.Core.Plans;
using Remediator.Core.Policies.Language;
using Remediator.Core.Tests.Verdicts.Causes;
using Remediator.Core.Verdicts;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests.Messages;

/// <summary>What people and programs read.</summary>
public class MessageTests
{
    public static TheoryData<Language> Languages => [.. Enum.GetValues<Language>()];

    [Fact]
    public void One_publish_has_a_body_for_every_reader()
    {
        var bodies = Channels.Bodies(Situation.Found(), Language.En);
        Assert.Equal(["default", "email", "https", "sqs", "lambda"], bodies.Select(body => body.Key));
        Assert.Equal((string)bodies["email"]!, (string)bodies["default"]!);
        Assert.Equal((string)bodies["sqs"]!, (string)bodies["lambda"]!);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void The_machine_payload_is_the_same_in_every_language(Language language) =>
        Assert.Equal((string)Channels.Bodies(Situation.Found(), Language.En)["sqs"]!,
            (string)Channels.Bodies(Situation.Found(), language)["sqs"]!);

    [Fact]
    public void A_subscriber_can_filter_by_status_cause_cluster_namespace_and_severity() =>
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["status"] = "fixed",
                ["cause"] = "RepositoryPolicyDenies",
                ["cluster"] = "eks-workshop",
                ["namespace"] = "default",
                ["severity"] = "info",
            },
            SnsMessage.Of(Situation.Found(outcome: new Outcome.Patched(true, true, new Message("restart.none"))), "1", null,
                Language.Ja).Attributes);

    [Theory]
    [MemberData(nameof(Languages))]
    public void The_policy_in_the_email_is_the_policy_that_can_be_restored(Language language)
    {
        var before = Situation.PolicyOf($$"""
            {"Sid":"a{{'\u202e'}}b","Effect":"Deny","Principal":{"AWS":"{{Situation.NodeRole}}"},"Action":"ecr:BatchGetImage"}
            """);
        var mail = Channels.Mail(Situation.Found(Situation.Facts with { RepositoryPolicy = Situation.Policy(before) }), language);
        var label = Catalogue.In(language).Text(new Message("label.policy-current")).ToUpperInvariant();
        var heading = Catalogue.In(language).Text(new Message("line.heading", ("heading", label)));
        var shown = mail.Split('\n').SkipWhile(line => line != heading).Skip(1).TakeWhile(line => line.Length > 0);
        Assert.True(before.SameAs(PolicyDocument.Parse(string.Join('\n', shown))));
        Assert.DoesNotContain('\u202e', mail);
    }

    [Fact]
    public void The_longest_names_still_give_a_subject_below_a_hundred_characters()
    {
        var pods = new[] { Situation.Pod(0, new string('w', 63), new string('n', 63)) };
        var message = SnsMessage.Of(Situation.Found(failure: Situation.Failure(pods: pods)), "1", null, Language.En);
        Assert.InRange(message.Subject.Length, 90, 99);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void An_email_says_first_what_is_wrong_and_then_what_was_done(Language language)
    {
        var catalogue = Catalogue.In(language);
        var report = Report.Of(Situation.Found(outcome: new Outcome.Patched(true, true, new Message("restart.none"))));
        var mail = PlainText.Of(report, catalogue).ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal);
        var first = $"{catalogue.Text(Headline.Diagnosis(report))}{catalogue.Text(OutcomeLine.Of(report))}"
            .Replace(" ", "", StringComparison.Ordinal);
        Assert.StartsWith(first, mail, StringComparison.Ordinal);
    }

    public static TheoryData<Cause, Language> Causes =>
        [.. from cause in Enum.GetValues<Cause>() from language in Enum.GetValues<Language>() select (cause, language)];

    /// <summary>A telephone is 40 columns wide, and a Japanese word has no space at which a line could be broken.</summary>
    [Theory]
    [MemberData(nameof(Causes))]
    public void A_sentence_of_an_email_is_one_line_however_long_it_is(Cause cause, Language language)
    {
        var one = CauseCase.All.First(one => one.Cause == cause);
        var report = Report.Of(Situation.Found(one.Facts, failure: one.Failure));
        var catalogue = Catalogue.In(language);
        var lines = PlainText.Of(report, catalogue).Split('\n').ToHashSet();
        Assert.All(Advice.For(report), advice => Assert.Contains($"- {Untrusted.Line(catalogue.Sentence(advice.Says))}", lines));
        Assert.Contains(catalogue.Sentence(Headline.Proof(report)), lines);
    }

    [Fact]
    public void Actions_that_change_alike_share_one_line_with_the_role() => Assert.Contains(
        "\n- ecr:BatchGetImage, ecr:GetDownloadUrlForLayer for arn:aws:iam::111122223333:role/eks-node: explicitly denied → allowed\n",
        Channels.Mail(Situation.Found(), Language.En), StringComparison.Ordinal);

    [Fact]
    public void What_the_runtime_said_comes_before_the_whole_text() => Assert.Contains(
        "pod events: access denied (Forbidden): 403 Forbidden; in full: failed to pull image: 403 Forbidden",
        Channels.Mail(Situation.Found(failure: Situation.Failure(text: "failed to pull image: 403 Forbidden")), Language.En),
        StringComparison.Ordinal);

    [Fact]
    public void An_email_says_what_is_broken_where_what_to_do_why_and_what_was_done_in_this_order()
    {
        var mail = Channels.Mail(Situation.Found(), Language.En);
        string[] parts =
            ["denies the pull to", "\nWHERE", "\nNEXT STEPS", "\nEVIDENCE", "\nWHAT WAS DONE", "\nCHECK IT YOURSELF", "\nCURRENT POLICY"];
        int[] at = [.. parts.Select(part => mail.IndexOf(part, StringComparison.Ordinal))];
        Assert.Equal(at.Order(), at);
        Assert.DoesNotContain(-1, at);
    }

    [Fact]
    public void The_chat_notifications_of_an_incident_share_one_thread_and_name_its_resources()
    {
        var finding = Situation.Found();
        var metadata = Channels.Chat(finding, Language.En)["metadata"]!;
        Assert.Equal(finding.Key, (string?)metadata["threadId"]);
        Assert.Equal(
            ["arn:aws:ecr:us-west-2:111122223333:repository/shop/ui", "arn:aws:iam::111122223333:role/eks-node",
                "arn:aws:eks:us-west-2:111122223333:cluster/eks-workshop"],
            metadata["relatedResources"]!.AsArray().Select(arn => (string?)arn));
    }

    [Fact]
    public void A_button_is_offered_only_for_a_plan_that_awaits_approval_and_carries_its_hash()
    {
        var asked = Situation.Found(Situation.Facts with { Image = Fact.Gap<ImageInRepository>(Message.Verbatim("throttled")) });
        var waits = Channels.Chat(asked, Language.En)["metadata"]!;
        Assert.True((bool)waits["enableCustomActions"]!);
        Assert.Equal(asked.Plan.Proposal!.Hash, (string?)waits["additionalContext"]!["planHash"]);
        Assert.All(waits["additionalContext"]!.AsObject(), value => Assert.Matches("^[!-~]{1,1024}$", (string)value.Value!));

        var fixedAlready = Channels.Chat(Situation.Found(outcome: new Outcome.Patched(true, true, new Message("restart.none"))),
            Language.En)["metadata"]!;
        Assert.False((bool)fixedAlready["enableCustomActions"]!);
        Assert.Null(fixedAlready["additionalContext"]!["planHash"]);
    }


    [Fact]
    public void A_command_is_one_line_that_can_be_copied_whole()
    {
        var finding = Situation.Found();
        var lines = Channels.Mail(finding, Language.En).Split('\n').Select(line => line.Trim()).ToHashSet();
        var checks = finding.Verdict.Evidence.Where(evidence => evidence.Step < Step.Remediation);
        Assert.All(checks.Select(evidence => evidence.Command).OfType<string>(), command => Assert.Contains(command, lines));
    }
}
