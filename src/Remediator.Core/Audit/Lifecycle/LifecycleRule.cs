namespace Remediator.Core.Audit.Lifecycle;

/// <summary>What a rule counts before it acts.</summary>
public enum LifecycleCount
{
    /// <summary>More images than its number.</summary>
    Images,

    /// <summary>Days since the push.</summary>
    DaysSincePush,

    /// <summary>Days since the last pull.</summary>
    DaysSincePull,

    /// <summary>Days in the archive; such images cannot be pulled anyway.</summary>
    DaysInArchive,
}

/// <summary>A rule of a lifecycle policy.</summary>
/// <param name="Priority">The lowest is applied first.</param>
/// <param name="Archives">It moves images to the archive rather than deleting them; pulled they cannot be either way.</param>
public sealed record LifecycleRule(int Priority, TagSelection Selection, LifecycleCount Count, int Number, bool Archives);

/// <summary>Which images a rule looks at, by their tags.</summary>
public abstract record TagSelection
{
    private TagSelection() { }

    public sealed record Any : TagSelection;

    public sealed record Untagged : TagSelection;

    /// <summary>Each pattern has to match one of the image's tags; <c>*</c> stands for any characters.</summary>
    public sealed record Tagged(IReadOnlyList<string> Patterns) : TagSelection;

    public bool Takes(IReadOnlyList<string> tags) => this switch
    {
        Untagged => tags.Count == 0,
        Tagged tagged => tagged.Patterns.All(pattern => tags.Any(tag => Matches(pattern, tag))),
        _ => true,
    };

    /// <summary>No tag holds a <c>?</c>, so in a pattern it stands for nothing else.</summary>
    private static bool Matches(string pattern, string tag) => !pattern.Contains('?') && Wildcard.Matches(pattern, tag);
}
