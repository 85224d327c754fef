using Remediator.Core.PullTexts;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Tests.Verdicts;

public class TextCausesTests
{
    public static TheoryData<Symptom> Symptoms => [.. Enum.GetValues<Symptom>()];

    [Theory]
    [MemberData(nameof(Symptoms))]
    public void Every_symptom_comes_to_a_verdict(Symptom symptom) =>
        Assert.NotEmpty(Diagnosis.Of(Situation.Failure(symptom), Situation.Facts).Evidence);

    [Fact]
    public void A_cause_that_the_text_decides_says_why_no_permission_was_evaluated() =>
        Assert.Equal(
            [
                "the kubelet did not ask ECR, so no permission was checked",
                "ECR served the image, so nothing here denies the pull",
                "ECR's answer was not \"denied\"",
            ],
            new[] { Symptom.NeverPull, Symptom.DiskFull, Symptom.Throttled }.Select(symptom =>
                $"{Diagnosis.Of(Situation.Failure(symptom), Situation.Facts).Evidence.Single(e => e.Step is Step.RepositoryPolicy).What}"));
}
