namespace Remediator.Core.Images;

/// <summary>An account and a region of it: where something is asked for.</summary>
public sealed record Place(string Account, string Region)
{
    public override string ToString() => $"account {Account}, region {Region}";
}
