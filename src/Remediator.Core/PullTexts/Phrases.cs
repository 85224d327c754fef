using System.Buffers;

namespace Remediator.Core.PullTexts;

/// <summary>
/// The phrases that mean something, as kubelet, containerd, CRI-O, Docker, Go, Linux and ECR print them; lower case, '_' as a space.
/// </summary>
internal static class Phrases
{
    /// <summary>These mean one thing wherever they stand, whatever stands further in.</summary>
    internal static readonly (Symptom Symptom, SearchValues<string> Any)[] Decisive =
    [
        (Symptom.SignatureInvalid, Any("signature validation failed", "signaturevalidationfailed", "signature was required",
            "source image rejected", "verifying signatures", "signature verification failed", "failed to verify signature",
            "no matching signatures",
            "no signatures found", "blocked pull of")),
        (Symptom.RegistryUnavailable, Any("registry is unavailable", "registryunavailable")),
        (Symptom.NeverPull, Any("pull policy of never", "errimageneverpull")),
        (Symptom.PullQpsExceeded, Any("qps exceeded")),
        (Symptom.InvalidImageName,
            Any("invalid reference format", "couldn't parse image", "parse image reference", "checksum digest length",
            "checksum digest format", "unsupported digest algorithm", "invalidimagename", "must be lowercase",
            "name invalid", "short-name resolution", "did not resolve to an alias", "short name mode is enforcing")),
        (Symptom.PlatformMismatch, Any("no match for platform", "no matching manifest for", "no image found in manifest list",
            "no image found in image index", "image architecture mismatch", "cannot be used on this platform", "no child with platform",
            "does not match the specified platform", "does not provide the specified platform",
            "does not contain descriptor matching platform", "no manifest found for platform", "no supported platform found",
            "does not match the detected host platform", "does not match the host operating system", "-based image is incompatible with")),
        (Symptom.DiskFull, Any("no space left", "enospc", "not enough space", "not enough free space", "disk quota exceeded",
            "low on resource", "free data blocks",
            "insufficient disk", "not enough disk space", "disk is full")),
        (Symptom.DamagedTransfer, Any("unexpected commit digest", "unexpected commit size", "failed size validation",
            "layer verification failed", "manifest verification failed", "digest did not match", "digest does not match",
            "wrong diff id", "invalid diffid", "verifying sha256 checksum", "digest mismatch", "checksum mismatch",
            "magic number mismatch")),
        (Symptom.ClockSkew, Any("signature expired", "signature not yet current", "requesttimetooskewed", "requestexpired",
            "difference between the request time and the current time")),
        (Symptom.Unauthorized, Any("no ec2 imds role found", "no ec2 instance role found", "no valid providers", "nocredentialproviders",
            "error getting credentials")),
    ];

    /// <summary>Read from the innermost clause outwards; within one clause the first row wins.</summary>
    internal static readonly (Symptom Symptom, SearchValues<string> Any)[] Innermost =
    [
        // gRPC's own limit between kubelet and runtime, which has the code of a throttle
        (Symptom.Unknown, Any("message larger than max")),
        (Symptom.DamagedTransfer, Any("unexpected eof", "short read", "failed to read expected number of bytes", "corrupt input",
            "invalid tar header", "invalid checksum")),
        (Symptom.TokenExpired, Any("token has expired", "token is expired", "token expired", "expiredtoken", "expired token",
            "included in the request is expired", "credentials have expired", "credentials expired")),
        (Symptom.Throttled, Any("too many requests", "toomanyrequests", "rate exceeded", "pull rate limit", "rate limit exceeded",
            "throttlingexception", "throttleexception", "requestlimitexceeded", "was throttled")),
        (Symptom.TlsFailure, Any("tls handshake", "certificate signed by", "certificate has expired", "certificate is valid for",
            "certificate is not", "validate certificate", "verify certificate", "certificate verify", "certificate relies on",
            "unknown certificate", "bad certificate", "certificate required", "unknown authority", "http response to https client",
            "handshake failure", "protocol version not supported")),
        (Symptom.DnsFailure, Any("no such host", "server misbehaving", "failure in name resolution", "name or service not known",
            "could not resolve host", "getaddrinfo", "no answer from dns", "unmarshal dns message", "nxdomain", "servfail")),
        (Symptom.Timeout, Any("i/o timeout", "deadline exceeded", "client.timeout", "connection timed out", "operation timed out",
            "awaiting response headers", "while waiting for connection", "context canceled", "operation was canceled",
                "did not properly respond", "no progress")),
        (Symptom.ConnectionFailed, Any("connection refused", "connection reset", "broken pipe", "no route to host", "host is down",
            "network is unreachable", "network is down", "closed network connection", "closed the connection", "connection lost",
            "connection closed", "server closed idle",
            "transport connection broken", "stream error", "goaway", "closed pipe", "actively refused", "forcibly closed",
            "proxy authentication required")),
        // without a token the node has no credentials to show, whatever the repository allows
        (Symptom.Unauthorized, Any("may require authorization", "ecr:getauthorizationtoken")),
        (Symptom.Forbidden, Any("not authorized to perform", "access denied", "accessdenied", "access to the resource is denied",
            "kmsexception", "kmserror", "kmsaccessdenied", "kms.", "kms key")),
        (Symptom.Unauthorized, Any("no basic auth credentials", "authentication required", "authorization failed", "insufficient scope",
            "username or password", "invalid username/password", "not authorized", "security token included in the request is invalid",
            "invalididentitytoken", "invalidclienttokenid", "unrecognizedclientexception", "no credentials",
            "unable to retrieve auth token",
            "signaturedoesnotmatch", "invalidsignatureexception")),
        (Symptom.LayerMissing, Any("blob unknown", "unknown blob", "layersnotfound", "layerinaccessible")),
        (Symptom.NotFound, Any("not found", "manifest unknown", "name unknown", "repositorynotfound", "imagenotfound",
            "no such image", "no such manifest", "does not exist in the registry", "does not exist within the repository")),
        (Symptom.ServerError, Any("internal server error", "bad gateway", "service unavailable", "gateway timeout", "serverexception",
            "internalfailure", "upstreamunavailable")),
    ];

    /// <summary>
    /// Words too common to mean anything but when they are all a clause says: a registry's error codes and Go's short errors.
    /// </summary>
    internal static Symptom? WholeClause(string clause) => clause switch
    {
        "eof" or "connect" => Symptom.ConnectionFailed,
        "invalid header" => Symptom.DamagedTransfer,
        "denied" or "forbidden" => Symptom.Forbidden,
        "unauthorized" => Symptom.Unauthorized,
        "x509" or "tls" => Symptom.TlsFailure,
        "timeout" => Symptom.Timeout,
        // signal: killed
        "killed" => Symptom.RuntimeFailed,
        _ => null,
    };

    private static SearchValues<string> Any(params ReadOnlySpan<string> phrases) => SearchValues.Create(phrases, StringComparison.Ordinal);
}
