using System.Globalization;
using Remediator.Core.Policies.Language;
using Remediator.Core.Triggers;

namespace Remediator.Settings;

/// <summary>
/// Environment variables by kind. An unset or empty one has its default; the default of a choice is its first accepted value.
/// </summary>
internal sealed class Variables(IReadOnlyDictionary<string, string?> environment)
{
    public string? Text(string name) =>
        environment.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    /// <param name="spelled">How the variable spells a value.</param>
    public T OneOf<T>(string name, Func<T, string> spelled, params T[] accepted) where T : struct, Enum
    {
        if (Text(name) is not { } text)
            return accepted[0];
        var found = accepted.Where(value => spelled(value) == text).ToArray();
        return found is [var only] ? only : throw new BadSettingException(name, text, string.Join(", ", accepted.Select(spelled)));
    }

    public int Number(string name, int otherwise, int least, int most)
    {
        if (Text(name) is not { } text)
            return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new BadSettingException(name, text, $"a whole number from {least} to {most}");
    }

    public IReadOnlyList<string> List(string name, string otherwise) =>
        (Text(name) ?? otherwise).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>
    /// Names or patterns of ECR repositories, or their full ARNs:
    /// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html
    /// </summary>
    public IReadOnlyList<string> Repositories(string name)
    {
        var list = List(name, "");
        return list.FirstOrDefault(one => !IsRepository(one)) is { } bad
            ? throw new BadSettingException(
                name, bad, "a repository's name or pattern, such as team/*, or a full ARN, arn:aws:ecr:REGION:ACCOUNT:repository/NAME")
            : list;
    }

    public IReadOnlyList<ListedCluster> Clusters(string name) =>
    [
        .. List(name, "").Select(text => ListedCluster.Parse(text)
            ?? throw new BadSettingException(name, text, "an EKS cluster's name, or account/region/name")),
    ];

    public IReadOnlyList<RoleArn> Roles(string name)
    {
        var roles = List(name, "").Select(text => RoleArn.TryParse(text, out var role)
            ? role : throw new BadSettingException(name, text, "the ARN of a role, arn:aws:iam::ACCOUNT:role/NAME")).ToArray();
        return roles.DistinctBy(role => role.Account).Count() == roles.Length
            ? roles
            : throw new BadSettingException(name, Text(name)!, "one role per account");
    }

    /// <summary>https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html</summary>
    public string? Table(string name) => Text(name) switch
    {
        null => null,
        { Length: >= 3 and <= 255 } text when text.All(c => char.IsAsciiLetterOrDigit(c) || "._-".Contains(c)) => text,
        { } text => throw new BadSettingException(name, text, "the name of a DynamoDB table in the function's own region"),
    };

    public string? TopicArn(string name) => Text(name) switch
    {
        null => null,
        { } text when text.Split(':') is ["arn", _, "sns", { Length: > 0 }, { Length: 12 }, { Length: > 0 }] => text,
        { } text => throw new BadSettingException(name, text, "the ARN of an SNS topic, arn:aws:sns:REGION:ACCOUNT:NAME"),
    };

    private static bool IsRepository(string text) => text.Split(':') switch
    {
        [var only] => IsRepositoryName(only),
        ["arn", { Length: > 0 }, "ecr", { Length: > 0 }, { Length: > 0 }, var resource] =>
            resource.StartsWith("repository/", StringComparison.Ordinal) && IsRepositoryName(resource["repository/".Length..]),
        _ => false,
    };

    private static bool IsRepositoryName(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || "._-/*?".Contains(c));
}
