using System.Text.Json;
using Remediator.Core.Common;
using Remediator.Core.Findings;
using Remediator.Core.Incidents;
using Remediator.Core.Plans;
using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Fixing;
using Remediator.Core.Policies.Language;
using Remediator.Core.PullTexts;
using Remediator.Core.Verdicts;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests.Common;

/// <summary>
/// What is sent and stored is spelled out beside each enum. Version 0.1 took it from the names in the code: today's names still are those,
/// so a
/// member without a name, or with a misspelled one, fails here.
/// </summary>
public class WireNamesTests
{
    [Fact]
    public void Causes_and_symptoms_and_answers_are_called_as_before()
    {
        AsWritten<Cause>(cause => cause.WireName, Cause.FromWire);
        AsWritten<Symptom>(symptom => symptom.WireName, Symptom.FromWire);
        AsWritten<PolicyAnswer>(answer => answer.WireName, PolicyAnswer.FromWire);
        AsWritten<ApprovalState>(state => state.WireName, ApprovalState.FromWire);
        AsWritten<SourceTool>(tool => tool.WireName, SourceTool.FromWire);
    }

    [Fact]
    public void Everything_else_is_in_kebab_case_as_before()
    {
        InKebabCase<Status>(status => status.WireName, Status.FromWire);
        InKebabCase<Confidence>(confidence => confidence.WireName, Confidence.FromWire);
        InKebabCase<Step>(step => step.WireName, Step.FromWire);
        InKebabCase<StepResult>(result => result.WireName, StepResult.FromWire);
        InKebabCase<PatchStrategy>(strategy => strategy.WireName, PatchStrategy.FromWire);
        InKebabCase<RestartWorkloads>(restart => restart.WireName, RestartWorkloads.FromWire);
        InKebabCase<Mode>(mode => mode.WireName, Mode.FromWire);
    }

    /// <summary>The first five are the contract of `explain`.</summary>
    [Fact]
    public void Kinds_of_policies_are_called_as_explain_answers() => Assert.Equal(
        ["identity", "boundary", "resource", "registry", "endpoint", "session", "service-control", "resource-control", "role-trust"],
        Enum.GetValues<PolicyKind>().Select(kind => kind.WireName));

    [Fact]
    public void An_unknown_name_is_refused_with_the_accepted_ones() =>
        Assert.Equal("\"Auto\" is none of report, approve, auto", Assert.Throws<UnreadableException>(() => Mode.FromWire("Auto")).Message);

    private static void AsWritten<T>(Func<T, string> name, Func<string, T> read) where T : struct, Enum =>
        Every(name, read, value => $"{value}");

    private static void InKebabCase<T>(Func<T, string> name, Func<string, T> read) where T : struct, Enum =>
        Every(name, read, value => JsonNamingPolicy.KebabCaseLower.ConvertName($"{value}"));

    private static void Every<T>(Func<T, string> name, Func<string, T> read, Func<T, string> before) where T : struct, Enum =>
        Assert.All(Enum.GetValues<T>(), value =>
        {
            Assert.Equal(before(value), name(value));
            Assert.Equal(value, read(name(value)));
        });
}
