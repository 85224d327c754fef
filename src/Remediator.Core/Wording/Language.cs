namespace Remediator.Core.Wording;

/// <summary>What people read is written in one of these; the machine payload is always English.</summary>
public enum Language
{
    En,
    Ja,
}
