namespace Remediator.Core.PullTexts;

/// <summary>
/// The text of a failed pull, from a waiting container or a <c>Failed</c> event, as the kubelet and any container runtime word it.
/// </summary>
/// <param name="Image">As printed by the kubelet, else by the runtime; null where none is printed.</param>
/// <param name="Denial">Present where the registry's reason reached the node.</param>
public sealed record PullText(Symptom Symptom, string? Image, DenialTail? Denial)
{
    /// <summary>Total and linear: any string has an answer, <see cref="Symptom.Unknown"/> at worst.</summary>
    public static PullText Read(string text)
    {
        var image = PrintedImage.In(text);
        return new(SymptomReading.Of(ErrorChain.Of(text, image)), image, DenialTail.In(text));
    }
}
