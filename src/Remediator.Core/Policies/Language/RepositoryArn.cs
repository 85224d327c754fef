using System.Text.RegularExpressions;

namespace Remediator.Core.Policies.Language;

/// <summary>
/// The ARN of a repository, `arn:aws:ecr:us-west-2:123456789012:repository/name`.
/// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html
/// </summary>
public static partial class RepositoryArn
{
    /// <summary>Of one repository: nothing in it is left to a wildcard.</summary>
    public static bool Is(string text) => Form().IsMatch(text);

    [GeneratedRegex(@"\Aarn:aws[a-z-]*:ecr:[a-z0-9-]+:[0-9]{12}:repository/[a-z0-9._/-]+\z")]
    private static partial Regex Form();
}
