namespace Remediator.Core.Facts;

/// <summary>
/// A repository creation template of a registry: how ECR makes a repository that a pull-through cache fills for the first time.
/// https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-creation-templates.html
/// </summary>
/// <param name="Role">ARN of the role that ECR creates the repository as; null where the template names none.</param>
public sealed record CreationTemplate(string Prefix, string? Role)
{
    /// <summary>Null where no template covers the repository.</summary>
    public static CreationTemplate? For(string repository, IReadOnlyList<CreationTemplate> templates) =>
        RegistryPrefix.Longest(repository, templates, template => template.Prefix);
}
