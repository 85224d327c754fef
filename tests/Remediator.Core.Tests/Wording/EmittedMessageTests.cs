using Remediator.Core.Audit;
using Remediator.Core.Findings;
using Remediator.Core.Plans;
using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Language;
using Remediator.Core.PullTexts;
using Remediator.Core.Verdicts;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests.Wording;

/// <summary>The source and the catalogues agree, both ways.</summary>
public class EmittedMessageTests
{
    /// <summary>The catalogue itself asks for these.</summary>
    private static readonly string[] s_ofTheCatalogue = ["text", "list.separator", "sentence.first", "sentence.stop"];

    /// <summary>No source makes them any more, but findings and incidents that earlier versions stored hold them.</summary>
    private static readonly string[] s_stored =
    [
        "proposal.key-statement", "proposal.managed-instead", "iam-policy.identity-based", "iam-policy.permissions-boundary",
        "iam-policy.resource-based", "iam-policy.vpc-endpoint",
    ];

    private static readonly Dictionary<string, string[]> s_members = new()
    {
        ["cause"] = [.. Enum.GetValues<Cause>().Select(one => one.WireName)],
        ["symptom"] = [.. Enum.GetValues<Symptom>().Select(one => one.WireName)],
        ["status"] = [.. Enum.GetValues<Status>().Select(one => one.WireName)],
        ["step"] = [.. Enum.GetValues<Step>().Select(one => one.WireName)],
        ["result"] = [.. Enum.GetValues<StepResult>().Select(one => one.WireName)],
        ["confidence"] = [.. Enum.GetValues<Confidence>().Select(one => one.WireName)],
        ["answer"] = [.. Enum.GetValues<PolicyAnswer>().Select(one => one.WireName)],
        ["audit-result"] = [.. Enum.GetValues<AuditResult>().Select(one => one.WireName)],
        ["iam-policy"] = [.. Enum.GetValues<PolicyKind>().Select(one => one.WireName)],
        ["action"] = [Plan.PatchPolicy.WireName, Plan.Ask.WireName, Plan.LeaveAlone.WireName],
    };

    private static IReadOnlyDictionary<string, string> Templates { get; } = WholeCatalogue.In(Language.En).Templates;

    private static IEnumerable<EmittedMessage> OfGroups => EmittedMessage.All.Where(one => one.Group is not null);

    private static IEnumerable<EmittedMessage> Single => EmittedMessage.All.Where(one => one.Code is not null);

    [Fact]
    public void The_source_is_found() => Assert.InRange(EmittedMessage.All.Count, 300, 3000);

    [Fact]
    public void Every_code_and_every_argument_name_is_a_literal()
    {
        None(EmittedMessage.All.Where(one => one is { Code: null, Group: null } or { Arguments: null } or { Part: "?" })
            .Select(one => one.Place));
        None(OfGroups.Where(one => !s_members.ContainsKey(one.Group!)).Select(one => $"{one.Place}: {one.Group}"));
    }

    [Fact]
    public void Every_code_is_in_the_catalogues() =>
        None(Single.Where(one => !Templates.ContainsKey(one.Code!)).Select(one => $"{one.Place}: {one.Code}"));

    /// <summary>The function could not show it: its binary has no such text.</summary>
    [Fact]
    public void Only_the_command_line_makes_messages_of_its_own_catalogue() => None(
        from one in Single
        where one.Code!.StartsWith(WholeCatalogue.OfCommandLine, StringComparison.Ordinal)
            && !one.Place.StartsWith("Remediator.Cli/", StringComparison.Ordinal)
        select $"{one.Place}: {one.Code}");

    [Fact]
    public void Every_member_of_a_group_is_in_the_catalogues() =>
        None(from one in OfGroups from code in CodesOf(one) where !Templates.ContainsKey(code) select $"{one.Place}: {code}");

    [Fact]
    public void Every_message_is_given_exactly_its_placeholders() => None(
        from one in Single
        where Templates.ContainsKey(one.Code!) && one.Arguments is not null
        let says = Template.NamesIn(Templates[one.Code!])
        where !one.Arguments!.SetEquals(says)
        select $"{one.Place}: {one.Code} is given {string.Join(", ", one.Arguments!)}, says {string.Join(", ", says)}");

    /// <summary>One member may say what another does not, so more may be given.</summary>
    [Fact]
    public void Every_message_of_a_group_is_given_its_placeholders() => None(
        from one in OfGroups
        from code in CodesOf(one)
        where Templates.ContainsKey(code) && one.Arguments is { } given && !given.IsSupersetOf(Template.NamesIn(Templates[code]))
        select $"{one.Place}: {code} says {string.Join(", ", Template.NamesIn(Templates[code]))}");

    [Fact]
    public void No_argument_is_an_English_sentence() =>
        None(EmittedMessage.All.Where(one => one.HoldsEnglish).Select(one => $"{one.Place}: {one.Code ?? one.Group}"));

    [Fact]
    public void Every_code_of_the_catalogues_is_used_somewhere() => None(
        Templates.Keys.Except([.. s_ofTheCatalogue, .. s_stored]).Except(Single.Select(one => one.Code!))
            .Except(OfGroups.SelectMany(CodesOf)).Order(StringComparer.Ordinal));

    private static IEnumerable<string> CodesOf(EmittedMessage one) =>
        s_members.GetValueOrDefault(one.Group!, [])
            .Select(member => one.Part is null ? $"{one.Group}.{member}" : $"{one.Group}.{member}.{one.Part}");

    /// <summary>Says all that is wrong, not the first few.</summary>
    private static void None(IEnumerable<string> wrong) => Assert.True(!wrong.Any(), string.Join('\n', wrong));
}
