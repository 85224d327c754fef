using Remediator.Core.Common;

namespace Remediator.Core.Verdicts;

/// <summary>What is proved to keep the image from being pulled. The names are part of the response's contract.</summary>
public enum Cause
{
    RepositoryPolicyDenies,
    RepositoryPolicyDoesNotAllow,
    IdentityPolicyDenies,
    IdentityPolicyDoesNotAllow,
    PermissionsBoundaryDenies,
    EndpointPolicyDenies,
    DeniedElsewhere,
    RepositoryMissing,
    ImageMissing,
    ImageArchived,
    WrongRegistry,
    PlatformMissing,
    CredentialsMissing,
    CredentialsExpired,
    EcrUnreachable,
    DnsFailure,
    TlsFailure,
    Throttled,
    EcrServerError,
    TransferDamaged,
    KmsKeyUnusable,
    PullThroughCacheFailed,
    NodeDiskFull,
    InvalidImageName,
    NeverPull,
    SignatureInvalid,
    RegistryUnavailable,
    NotEcr,
    Undetermined,
}

public static class CauseNames
{
    private static readonly WireNames<Cause> s_names = new(
        (Cause.RepositoryPolicyDenies, "RepositoryPolicyDenies"),
        (Cause.RepositoryPolicyDoesNotAllow, "RepositoryPolicyDoesNotAllow"),
        (Cause.IdentityPolicyDenies, "IdentityPolicyDenies"),
        (Cause.IdentityPolicyDoesNotAllow, "IdentityPolicyDoesNotAllow"),
        (Cause.PermissionsBoundaryDenies, "PermissionsBoundaryDenies"),
        (Cause.EndpointPolicyDenies, "EndpointPolicyDenies"),
        (Cause.DeniedElsewhere, "DeniedElsewhere"),
        (Cause.RepositoryMissing, "RepositoryMissing"),
        (Cause.ImageMissing, "ImageMissing"),
        (Cause.ImageArchived, "ImageArchived"),
        (Cause.WrongRegistry, "WrongRegistry"),
        (Cause.PlatformMissing, "PlatformMissing"),
        (Cause.CredentialsMissing, "CredentialsMissing"),
        (Cause.CredentialsExpired, "CredentialsExpired"),
        (Cause.EcrUnreachable, "EcrUnreachable"),
        (Cause.DnsFailure, "DnsFailure"),
        (Cause.TlsFailure, "TlsFailure"),
        (Cause.Throttled, "Throttled"),
        (Cause.EcrServerError, "EcrServerError"),
        (Cause.TransferDamaged, "TransferDamaged"),
        (Cause.KmsKeyUnusable, "KmsKeyUnusable"),
        (Cause.PullThroughCacheFailed, "PullThroughCacheFailed"),
        (Cause.NodeDiskFull, "NodeDiskFull"),
        (Cause.InvalidImageName, "InvalidImageName"),
        (Cause.NeverPull, "NeverPull"),
        (Cause.SignatureInvalid, "SignatureInvalid"),
        (Cause.RegistryUnavailable, "RegistryUnavailable"),
        (Cause.NotEcr, "NotEcr"),
        (Cause.Undetermined, "Undetermined"));

    extension(Cause cause)
    {
        public string WireName => s_names.Of(cause);

        /// <exception cref="FormatException">It has another name.</exception>
        public static Cause FromWire(string name) => s_names.Parse(name);
    }
}
