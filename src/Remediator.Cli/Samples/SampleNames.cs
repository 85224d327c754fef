using System.Text.RegularExpressions;
using Remediator.Core.Images;

namespace Remediator.Cli.Samples;

/// <summary>The names that a person's own samples carry in place of the workshop's.</summary>
internal sealed partial record SampleNames(
    string Account, string Region, string Cluster, string? Namespace, string? Workload, string? Repository)
{
    /// <summary>The sample's text with these names. All are replaced at once, so that none is taken for another's.</summary>
    public string In(string sample)
    {
        var partition = AwsPartition.Of(Region)!;
        return OfTheWorkshop().Replace(sample, found => found.Groups.Values.Skip(1).First(group => group.Success).Name switch
        {
            "partition" => $"arn:{partition}:",
            "registry" => $".dkr.ecr.{Region}.{(partition == "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com")}",
            "account" => Account,
            "region" => Region,
            "cluster" => Cluster,
            "namespace" => Namespace ?? found.Value,
            "workload" => Workload ?? found.Value,
            _ => Repository ?? found.Value,
        });
    }

    // "default" is a namespace only as the value of one, in JSON or in JSON within JSON
    [GeneratedRegex(
        """
        (?<partition>arn:aws:)
        |(?<registry>\.dkr\.ecr\.us-west-2\.amazonaws\.com)
        |(?<account>111122223333)
        |(?<region>us-west-2)
        |(?<cluster>eks-workshop)
        |(?<=\\?"[Nn]amespace\\?":\s*\\?")(?<namespace>default)(?=\\?")
        |(?<workload>ui-private)
        |(?<repository>retail-sample-app-ui)
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex OfTheWorkshop();
}
