namespace Remediator.Core.Verdicts;

/// <summary>What is proved to keep the image from being pulled. The names are part of the response's contract.</summary>
public enum Cause
{
    RepositoryPolicyDenies,
    RepositoryPolicyDoesNotAllow,
    RegistryPolicyDenies,
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
    NodeRuntimeFailed,
    ClockSkewed,
    ProxyAnswered,
    ImageFormatUnsupported,
    NotEcr,
    Undetermined,
}

/// <summary>What a cause is about. It decides what belongs to one incident, and how its end is put.</summary>
public enum CauseSubject
{
    /// <summary>Who may pull: the same for every image of the repository.</summary>
    Access,

    /// <summary>One image of the repository: each image is an incident of its own.</summary>
    Image,

    /// <summary>The repository, the registry, the node or the network between them.</summary>
    Environment,
}

public static class CauseNames
{
    private static readonly WireNames<Cause> s_names = new(
        (Cause.RepositoryPolicyDenies, "RepositoryPolicyDenies"),
        (Cause.RepositoryPolicyDoesNotAllow, "RepositoryPolicyDoesNotAllow"),
        (Cause.RegistryPolicyDenies, "RegistryPolicyDenies"),
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
        (Cause.NodeRuntimeFailed, "NodeRuntimeFailed"),
        (Cause.ClockSkewed, "ClockSkewed"),
        (Cause.ProxyAnswered, "ProxyAnswered"),
        (Cause.ImageFormatUnsupported, "ImageFormatUnsupported"),
        (Cause.NotEcr, "NotEcr"),
        (Cause.Undetermined, "Undetermined"));

    extension(Cause cause)
    {
        public string WireName => s_names.Of(cause);

        /// <summary>Without a default arm, so that the compiler asks for the subject of a new cause.</summary>
        public CauseSubject Subject => cause switch
        {
            Cause.RepositoryPolicyDenies or Cause.RepositoryPolicyDoesNotAllow or Cause.RegistryPolicyDenies
                or Cause.IdentityPolicyDenies or Cause.IdentityPolicyDoesNotAllow
                or Cause.PermissionsBoundaryDenies or Cause.EndpointPolicyDenies or Cause.DeniedElsewhere => CauseSubject.Access,
            Cause.ImageMissing or Cause.ImageArchived or Cause.PlatformMissing or Cause.TransferDamaged or Cause.InvalidImageName
                or Cause.NeverPull or Cause.SignatureInvalid or Cause.ImageFormatUnsupported
                or Cause.PullThroughCacheFailed => CauseSubject.Image,
            Cause.RepositoryMissing or Cause.WrongRegistry or Cause.CredentialsMissing or Cause.CredentialsExpired or Cause.EcrUnreachable
                or Cause.DnsFailure or Cause.TlsFailure or Cause.Throttled or Cause.EcrServerError or Cause.KmsKeyUnusable
                or Cause.NodeDiskFull or Cause.RegistryUnavailable or Cause.NodeRuntimeFailed
                or Cause.ClockSkewed or Cause.ProxyAnswered or Cause.NotEcr or Cause.Undetermined => CauseSubject.Environment,
        };

        /// <exception cref="FormatException">It has another name.</exception>
        public static Cause FromWire(string name) => s_names.Parse(name);
    }
}
