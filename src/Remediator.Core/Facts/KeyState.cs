namespace Remediator.Core.Facts;

/// <summary>
/// The state of a KMS key, as KMS names it.
/// https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html
/// </summary>
public sealed record KeyState(string Name)
{
    /// <summary>Whether anything can be decrypted with it; null for a state that passes, or is not known here.</summary>
    public bool? IsUsable => Name switch
    {
        "Enabled" or "Updating" => true,
        "Disabled" or "PendingDeletion" or "PendingImport" or "PendingReplicaDeletion" or "Unavailable" => false,
        _ => null,
    };
}
