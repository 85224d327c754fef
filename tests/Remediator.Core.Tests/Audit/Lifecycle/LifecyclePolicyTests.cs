using Remediator.Core.Audit.Lifecycle;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests.Audit.Lifecycle;

/// <summary>A lifecycle policy is understood whole, or not at all: a rule that was misread could end what was called safe.</summary>
public class LifecyclePolicyTests
{
    private const string Days = """
        "selection":{"tagStatus":"any","countType":"sinceImagePushed","countUnit":"days","countNumber":14},"action":{"type":"expire"}
        """;

    [Fact]
    public void Rules_are_applied_by_priority_wherever_they_stand()
    {
        var policy = LifecyclePolicy.Parse(
            $$"""{"rules":[{"rulePriority":20,{{Days}}},{"rulePriority":3,"description":"first",{{Days}}}]}""");
        Assert.Equal([3, 20], policy.Rules.Select(rule => rule.Priority));
    }

    [Fact]
    public void A_rule_that_archives_is_told_from_one_that_deletes()
    {
        var rule = LifecyclePolicy.Parse("""
            {"rules":[{"rulePriority":1,"selection":{"tagStatus":"any","storageClass":"standard","countType":"sinceImagePulled",
            "countUnit":"days","countNumber":90},"action":{"type":"transition","targetStorageClass":"archive"}}]}
            """).Rules[0];
        Assert.Equal((LifecycleCount.DaysSincePull, 90, true), (rule.Count, rule.Number, rule.Archives));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"rules":[{}]}""")]
    [InlineData("""{"rules":[{"rulePriority":"1","selection":{},"action":{}}]}""")]
    public void What_is_no_lifecycle_policy_is_refused(string text) =>
        Assert.Throws<UnreadableException>(() => LifecyclePolicy.Parse(text));

    [Theory]
    [InlineData("\"any\"", "\"some\"", "tagStatus")]
    [InlineData("\"sinceImagePushed\"", "\"sinceImageScanned\"", "countType")]
    [InlineData("\"days\"", "\"hours\"", "countUnit")]
    [InlineData("\"expire\"", "\"quarantine\"", "action")]
    [InlineData("\"countNumber\"", "\"imageSize\":1,\"countNumber\"", "imageSize")]
    [InlineData("\"countType\"", "\"storageClass\":\"archive\",\"countType\"", "storageClass")]
    [InlineData("\"any\"", "\"tagged\",\"tagPatternList\":[]", "tag list")]
    public void What_is_not_known_is_refused_by_name(string known, string other, string named)
    {
        var text = $$"""{"rules":[{"rulePriority":1,{{Days}}}]}""".Replace(known, other, StringComparison.Ordinal);
        Assert.Contains(named, Assert.Throws<UnreadableException>(() => LifecyclePolicy.Parse(text)).Message, StringComparison.Ordinal);
    }
}
