namespace Remediator.Core.PullTexts;

/// <summary>
/// The text of a failed pull, from a waiting container or a <c>Failed</c> event, as the kubelet and any container runtime word it.
/// </summary>
/// <param name="Image">As printed by the kubelet, else by the runtime; null where none is printed.</param>
/// <param name="Attempts">One with each credential, in their order; never empty.</param>
public sealed record PullText(string? Image, IReadOnlyList<PullAttempt> Attempts)
{
    /// <summary>The attempt that says why the image is not on the node.</summary>
    public PullAttempt Deciding { get; } = PullAttempt.Deciding(Attempts);

    public Symptom Symptom { get; init; } = PullAttempt.Deciding(Attempts).Symptom;

    /// <summary>The deciding attempt's: each refusal is about an identity of its own.</summary>
    public DenialTail? Denial => Deciding.Denial;

    /// <summary>Total and linear: any string has an answer, <see cref="Symptom.Unknown"/> at worst.</summary>
    public static PullText Read(string text)
    {
        var image = PrintedImage.In(text);
        return new(image, PullAttempt.In(text, image));
    }
}
