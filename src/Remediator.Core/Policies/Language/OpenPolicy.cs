namespace Remediator.Core.Policies.Language;

/// <summary>Policies that allow everything: with one in its place, what a policy that is left out could say no longer matters.</summary>
internal static class OpenPolicy
{
    public static PolicyDocument OfIdentity { get; } = PolicyDocument.Parse(
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""");

    public static PolicyDocument OfRepository { get; } = PolicyDocument.Parse(
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*"}]}""");
}
