using System.Globalization;
using Remediator.Core.Policies.Language;
using Remediator.Core.Triggers;

namespace Remediator.Settings;

/// <summary>
/// Environment variables by kind. An unset or empty one has its default; the default of a choice is its first accepted value.
/// </summary>
internal sealed class Variables(IReadOnlyDictionary<string, string?> environment)
{
    /// <summary>As infra/spoke.yaml calls it.</summary>
    private const string DefaultSpokeRole = "remediator-spoke";

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

    /// <summary>A switch, which is off unless it is turned on.</summary>
    public bool IsOn(string name) => Text(name) switch
    {
        null or "off" => false,
        "on" => true,
        { } text => throw new BadSettingException(name, text, "off, on"),
    };

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
            ?? throw new BadSettingException(name, text,
                "an EKS cluster's name or pattern, such as prod-*, account/region/name, account/region/pattern, or */region/pattern")),
    ];

    /// <summary>The roles by their ARNs, and one of the same name in each of the accounts.</summary>
    public IReadOnlyList<RoleArn> SpokeRoles(string roles, string accounts, string roleName)
    {
        var name = Text(roleName) ?? DefaultSpokeRole;
        if (name.Length > 64 || !name.All(c => char.IsAsciiLetterOrDigit(c) || "+=,.@_-".Contains(c)))
            throw new BadSettingException(roleName, name, "the name of a role, without its path");
        var all = Roles(roles).ToList();
        foreach (var account in List(accounts, ""))
        {
            if (account.Length != 12 || !account.All(char.IsAsciiDigit))
                throw new BadSettingException(accounts, account, "account ids of 12 digits");
            if (all.Any(role => role.Account == account))
                throw new BadSettingException(accounts, account, $"each account once, and none that {roles} names a role of");
            all.Add(new RoleArn(Partition, account, "/", name));
        }
        return all;
    }

    private string Partition => AwsPartition.Of(Text("AWS_REGION") ?? Text("AWS_DEFAULT_REGION") ?? "") ?? "aws";

    private RoleArn[] Roles(string name)
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

    /// <summary>https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html</summary>
    public string? QueueUrl(string name) => Text(name) switch
    {
        null => null,
        { } text when Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "https" or "http"
            && url.AbsolutePath.Split('/') is ["", var account, { Length: > 0 }] && NameGrammar.IsAccount(account) => text,
        { } text => throw new BadSettingException(name, text, "the URL of an SQS queue, https://sqs.REGION.amazonaws.com/ACCOUNT/NAME"),
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
