namespace Remediator.Core.PullTexts;

/// <summary>
/// One try of a pull. The kubelet tries the credentials of the pod's secrets and then the node's own, one after another, and prints the
/// errors of all as <c>[first, second]</c>, each different one once.
/// https://github.com/kubernetes/kubernetes/blob/master/pkg/kubelet/kuberuntime/kuberuntime_image.go
/// </summary>
/// <param name="Denial">Present where the registry's reason reached the node.</param>
/// <param name="Mirror">The host that was asked for the image in ECR's place and is no ECR registry itself, or null.</param>
public sealed record PullAttempt(string Text, Symptom Symptom, DenialTail? Denial, string? Mirror)
{
    /// <summary>
    /// The repository, with its host, of another ECR registry that was asked in place of the image's own: a mirror that is ECR too. Null
    /// where none was.
    /// </summary>
    public string? EcrMirror { get; init; }

    /// <summary>What ECR was asked for by its digest and did not have; null where none is printed, or a mirror was asked.</summary>
    public AskedContent? Missed => Mirror is null && Symptom is (Symptom.NotFound or Symptom.LayerMissing) ? AskedContent.In(Text) : null;

    /// <summary>The image's manifest was served, and then one of its layers, or its configuration, was asked for.</summary>
    internal bool ReachedLayers { get; private init; }

    /// <summary>How the errors of kubelet, containerd, CRI-O and Docker begin.</summary>
    private static readonly string[] s_beginnings =
    [
        "rpc error: ", "failed to pull and unpack image ", "failed to resolve ", "failed to copy", "failed to do request",
        "Error response from daemon: ", "initializing source ", "reading manifest ", "copying system image ", "pinging container registry ",
        "unable to ", "Error reading manifest ", "context deadline exceeded", "context canceled",
    ];

    internal static IReadOnlyList<PullAttempt> In(string text, string? image) =>
        [.. TextsIn(text).Select(one => Of(one, ErrorChain.Of(one, image), image))];

    private static PullAttempt Of(string text, ErrorChain chain, string? image)
    {
        var last = chain.Clauses is [.., { Endpoint: { } endpoint }] ? endpoint : null;
        return new(text, SymptomReading.Of(chain), DenialTail.In(text), last is { IsMirror: true } ? last.Host : null)
        {
            EcrMirror = last?.EcrMirrorOf(image),
            ReachedLayers = AnswerClauses.IsOfLayer(chain),
        };
    }

    /// <summary>
    /// What a credential that was let in came to says more than that another was refused before it; and a refusal says more than an attempt
    /// that got no answer. Among equals the last decides, which is the node's own.
    /// </summary>
    internal static PullAttempt Deciding(IReadOnlyList<PullAttempt> attempts) =>
        attempts.Reverse().MaxBy(Reached)!;

    private static int Reached(PullAttempt attempt) => attempt.Symptom switch
    {
        _ when attempt.ReachedLayers => 3,
        Symptom.Unknown => 0,
        Symptom.Forbidden or Symptom.Unauthorized or Symptom.TokenExpired or Symptom.ClockSkew => 2,
        Symptom.Timeout or Symptom.DnsFailure or Symptom.ConnectionFailed or Symptom.TlsFailure or Symptom.Throttled
            or Symptom.ServerError or Symptom.RegistryUnavailable or Symptom.PullQpsExceeded or Symptom.UnexpectedContent => 1,
        _ => 3,
    };

    private static List<string> TextsIn(string text)
    {
        var open = OpeningOf(text);
        if (open < 0)
            return [text];
        var close = text.LastIndexOf(']');
        var inside = text[(open + 1)..(close > open ? close : text.Length)];
        var parts = new List<string>();
        var start = 0;
        for (var comma = inside.IndexOf(", ", StringComparison.Ordinal); comma >= 0;
            comma = inside.IndexOf(", ", comma + 2, StringComparison.Ordinal))
            if (BeginsAt(inside, comma + 2))
            {
                parts.Add(inside[start..comma]);
                start = comma + 2;
            }
        parts.Add(inside[start..]);
        return parts.Count > 1 ? parts : [text];
    }

    private static int OpeningOf(string text)
    {
        for (var at = text.IndexOf('[', StringComparison.Ordinal); at >= 0; at = text.IndexOf('[', at + 1))
            if (BeginsAt(text, at + 1))
                return at;
        return -1;
    }

    private static bool BeginsAt(string text, int at) =>
        s_beginnings.Any(beginning => text.AsSpan(at).StartsWith(beginning, StringComparison.OrdinalIgnoreCase));
}
