using System.Buffers;

namespace Remediator.Core.PullTexts;

/// <summary>
/// A step of the pull that the node does by itself: whatever words its error ends in (<c>not found</c>, <c>timeout</c>), the registry did
/// not say them.
/// </summary>
/// <param name="Symptom">What the step means where nothing further in says more.</param>
/// <param name="Inside">What an error within the step may say that still counts.</param>
internal sealed record NodeStep(Symptom Symptom, SearchValues<string> Words, params Symptom[] Inside)
{
    private const int None = -1;

    // how many clauses at the end of a text are looked at
    private const int Reach = 16;

    /// <summary>Asking for credentials comes first: a provider's program that is missing is a missing file, too.</summary>
    private static readonly NodeStep[] s_all =
    [
        new(Symptom.Unauthorized,
            Any("failed getting credential", "credential provider plugin", "docker-credential-", "unable to locate credentials",
                "parse auth", "invalid decoded auth", "invalid auth config", "decode authorization", "illegal base64 data",
                "authorizationdata is malformed", "malformed authorization", "authorization data is malformed"),
            Symptom.TokenExpired, Symptom.Throttled, Symptom.Forbidden, Symptom.DnsFailure, Symptom.TlsFailure),
        new(Symptom.RuntimeFailed,
            Any("failed to inspect image", "failed to get image status", "imagestatus from image service",
                "container runtime is down", "container runtime is not ready", "container runtime not ready", "dial unix",
                "dial npipe", "error while dialing", "error reading from server", "error reading server preface",
                "transport is closing", "client connection is closing", "connection is draining", "keepalive ping failed",
                "stream terminated by rst stream", "unknown service runtime.", "connect to the docker daemon", "extraction snapshot",
                "create snapshot", "commit snapshot", "parent snapshot", "snapshotter", "missing parent", "content digest",
                "content store", "failed to open writer", "failed commit on ref", "failed to unpack", "error unpacking",
                "failed to extract layer", "failed to register layer", "failed to apply layer", "error processing tar file",
                "applying layer", "adding layer with blob", "layer not known", "committing the finished image",
                "mount callback failed", "failed to mount", "overlay mount", "hcsshim", "hcs::", "devmapper", "create lease",
                "lease does not exist", "lease \"", "locked for ", "already locked", "locating item named",
                "the system cannot find the", "processutilityvmimage", "parse host config", "input/output error", "read-only file system",
                "structure needs cleaning", "too many open files", "cannot allocate memory", "stale file handle",
                "database not open"),
            Symptom.DamagedTransfer),
    ];

    internal static Symptom? In(ErrorChain chain, Func<ErrorChain, int, Symptom?> ofClause)
    {
        foreach (var step in s_all)
            if (step.LastIn(chain) is var at and not None && !AsksAfter(chain, at))
                return Inner(chain, at).Select(i => ofClause(chain, i))
                    .FirstOrDefault(symptom => symptom is { } inside && step.Inside.Contains(inside)) ?? step.Symptom;
        return FileMissing(chain) ? Symptom.RuntimeFailed : null;
    }

    private static IEnumerable<int> Inner(ErrorChain chain, int at) =>
        Enumerable.Range(0, Math.Min(Reach, chain.Clauses.Count - at)).Select(back => chain.Clauses.Count - 1 - back);

    private int LastIn(ErrorChain chain)
    {
        for (var i = chain.Clauses.Count - 1; i >= 0; i--)
            if (chain.Clauses[i].Text.AsSpan().ContainsAny(Words))
                return i;
        return None;
    }

    /// <summary>A snapshotter that fetches layers when they are read asks the registry within the step.</summary>
    private static bool AsksAfter(ErrorChain chain, int at) =>
        chain.Clauses[^1].Endpoint is { } last && (at == 0 || !ReferenceEquals(last, chain.Clauses[at - 1].Endpoint));

    /// <summary><c>open /var/lib/containerd/…: no such file or directory</c>: paths stand as names in a chain.</summary>
    private static bool FileMissing(ErrorChain chain)
    {
        for (var i = chain.Clauses.Count - 1; i > 0; i--)
            if (chain.Clauses[i].Text is "no such file or directory" or "permission denied" or "file exists" or "directory not empty"
                && IsOnFile(chain.Clauses[i - 1].Text))
                return true;
        return false;
    }

    private static bool IsOnFile(string clause) =>
        clause.EndsWith(ErrorChain.Name) && clause.Split(' ')[0] is ("open" or "mkdir" or "stat" or "lstat" or "rename" or "remove"
            or "chmod" or "chown" or "lchown" or "readlink" or "symlink" or "link" or "unlinkat" or "openat" or "write" or "read");

    private static SearchValues<string> Any(params ReadOnlySpan<string> phrases) => SearchValues.Create(phrases, StringComparison.Ordinal);
}
