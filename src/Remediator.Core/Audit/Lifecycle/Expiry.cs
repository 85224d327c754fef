namespace Remediator.Core.Audit.Lifecycle;

/// <summary>When a rule deletes an image, or moves it to the archive; both end its pulls.</summary>
public abstract record Expiry
{
    private Expiry(LifecycleRule rule) => Rule = rule;

    /// <summary>The only rule that can.</summary>
    public LifecycleRule Rule { get; private init; }

    /// <summary>
    /// Once the image meets the rule; ECR acts within 24 hours. A pull in the meantime moves the day of a rule that counts from the last
    /// pull.
    /// </summary>
    public sealed record On(LifecycleRule Rule, DateTimeOffset At) : Expiry(Rule);

    /// <summary>After so many more pushes of images that the rule looks at.</summary>
    public sealed record AfterPushes(LifecycleRule Rule, int Pushes) : Expiry(Rule)
    {
        /// <summary>How many such images the last day brought.</summary>
        public int PushedInADay { get; init; }
    }

    /// <summary>
    /// The repository holds a list of images that may name this one: for as long as it does, ECR keeps this one, and only the list itself
    /// says which it names.
    /// </summary>
    public bool MayBeListed { get; init; }
}
