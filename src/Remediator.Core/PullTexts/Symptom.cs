namespace Remediator.Core.PullTexts;

/// <summary>What the text of a failed pull says, which is not yet why it failed.</summary>
public enum Symptom
{
    /// <summary>403 from the registry, for a manifest or a layer.</summary>
    Forbidden,

    /// <summary>403 for a layer from another host than ECR's: the S3 bucket, a CDN.</summary>
    LayerForbidden,

    /// <summary>401, or no credentials to send.</summary>
    Unauthorized,
    TokenExpired,

    /// <summary>Manifest, tag, digest or repository: they read alike.</summary>
    NotFound,

    /// <summary>The manifest is there, a layer or config blob is not.</summary>
    LayerMissing,
    PlatformMismatch,
    Timeout,
    DnsFailure,

    /// <summary>Refused, reset, unroutable, or closed before an answer.</summary>
    ConnectionFailed,
    TlsFailure,

    /// <summary>By the registry; the kubelet's own limit is <see cref="PullQpsExceeded"/>.</summary>
    Throttled,
    ServerError,

    /// <summary>What arrived was cut short or is not what its digest says.</summary>
    DamagedTransfer,
    DiskFull,
    InvalidImageName,
    NeverPull,
    PullQpsExceeded,
    SignatureInvalid,
    RegistryUnavailable,

    /// <summary>The container runtime, its store or its disk failed, not the registry.</summary>
    RuntimeFailed,

    /// <summary>A signature whose time is not the server's.</summary>
    ClockSkew,

    /// <summary>A page, an empty answer or a media type that no registry sends.</summary>
    UnexpectedContent,

    /// <summary>Schema 1, a chart or another artifact.</summary>
    UnsupportedFormat,

    /// <summary>A bare back-off, an empty text, or anything never seen.</summary>
    Unknown,
}

public static class SymptomNames
{
    private static readonly WireNames<Symptom> s_names = new(
        (Symptom.Forbidden, "Forbidden"),
        (Symptom.LayerForbidden, "LayerForbidden"),
        (Symptom.Unauthorized, "Unauthorized"),
        (Symptom.TokenExpired, "TokenExpired"),
        (Symptom.NotFound, "NotFound"),
        (Symptom.LayerMissing, "LayerMissing"),
        (Symptom.PlatformMismatch, "PlatformMismatch"),
        (Symptom.Timeout, "Timeout"),
        (Symptom.DnsFailure, "DnsFailure"),
        (Symptom.ConnectionFailed, "ConnectionFailed"),
        (Symptom.TlsFailure, "TlsFailure"),
        (Symptom.Throttled, "Throttled"),
        (Symptom.ServerError, "ServerError"),
        (Symptom.DamagedTransfer, "DamagedTransfer"),
        (Symptom.DiskFull, "DiskFull"),
        (Symptom.InvalidImageName, "InvalidImageName"),
        (Symptom.NeverPull, "NeverPull"),
        (Symptom.PullQpsExceeded, "PullQpsExceeded"),
        (Symptom.SignatureInvalid, "SignatureInvalid"),
        (Symptom.RegistryUnavailable, "RegistryUnavailable"),
        (Symptom.RuntimeFailed, "RuntimeFailed"),
        (Symptom.ClockSkew, "ClockSkew"),
        (Symptom.UnexpectedContent, "UnexpectedContent"),
        (Symptom.UnsupportedFormat, "UnsupportedFormat"),
        (Symptom.Unknown, "Unknown"));

    extension(Symptom symptom)
    {
        public string WireName => s_names.Of(symptom);

        /// <summary>
        /// It speaks of one image and says nothing of another in the same repository. Without a default arm, so that the compiler asks.
        /// </summary>
        public bool IsAboutOneImage => symptom switch
        {
            Symptom.NotFound or Symptom.LayerMissing or Symptom.PlatformMismatch or Symptom.DamagedTransfer or Symptom.InvalidImageName
                or Symptom.NeverPull or Symptom.SignatureInvalid or Symptom.UnsupportedFormat => true,
            Symptom.Forbidden or Symptom.LayerForbidden or Symptom.Unauthorized or Symptom.TokenExpired or Symptom.Timeout
                or Symptom.DnsFailure or Symptom.ConnectionFailed or Symptom.TlsFailure or Symptom.Throttled or Symptom.ServerError
                or Symptom.DiskFull or Symptom.PullQpsExceeded or Symptom.RegistryUnavailable or Symptom.RuntimeFailed
                or Symptom.ClockSkew or Symptom.UnexpectedContent or Symptom.Unknown => false,
        };

        /// <exception cref="FormatException">It has another name.</exception>
        public static Symptom FromWire(string name) => s_names.Parse(name);
    }
}
