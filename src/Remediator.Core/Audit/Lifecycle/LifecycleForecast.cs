namespace Remediator.Core.Audit.Lifecycle;

/// <summary>
/// What the rules of a lifecycle policy do to each image of a repository, by ECR's own order: the first rule that looks at an image's tags
/// is the only one that can end it, and a rule that counts images counts all that it looks at.
/// https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
/// </summary>
/// <param name="images">All that the repository holds.</param>
public sealed class LifecycleForecast(LifecyclePolicy policy, IReadOnlyList<RepositoryImage> images, DateTimeOffset now)
{
    private readonly Dictionary<LifecycleRule, Dictionary<string, int>> _ranks = [];
    private readonly Dictionary<LifecycleRule, int> _pace = [];
    private readonly LifecycleRule[] _rules = [.. policy.Rules.Where(rule => rule.Count is not LifecycleCount.DaysInArchive)];
    private readonly bool _hasIndex = images.Any(image => image is { IsActive: true, IsIndex: not false });

    /// <summary>Null where no rule ends it: nothing looks at its tags, or it cannot be pulled anyway.</summary>
    public Expiry? Of(RepositoryImage image)
    {
        if (!image.IsActive || _rules.FirstOrDefault(rule => rule.Selection.Takes(image.Tags)) is not { } rule)
            return null;
        Expiry expiry = rule.Count switch
        {
            LifecycleCount.Images when RankOf(image, rule) is var rank && rank < rule.Number =>
                new Expiry.AfterPushes(rule, rule.Number - rank) { PushedInADay = _pace[rule] },
            LifecycleCount.Images => new Expiry.On(rule, now),
            LifecycleCount.DaysSincePush => new Expiry.On(rule, image.Since.AddDays(rule.Number)),
            _ => new Expiry.On(rule, LastUse(image).AddDays(rule.Number)),
        };
        return expiry with { MayBeListed = _hasIndex && image.IsIndex is not true };
    }

    /// <summary>How many younger images the rule looks at.</summary>
    private int RankOf(RepositoryImage image, LifecycleRule rule)
    {
        if (!_ranks.TryGetValue(rule, out var ranks))
        {
            var taken = images.Where(one => one.IsActive && rule.Selection.Takes(one.Tags)).ToArray();
            _ranks[rule] = ranks = taken.OrderByDescending(one => one.Since).Select((one, rank) => (one.Digest, rank))
                .DistinctBy(one => one.Digest).ToDictionary(one => one.Digest, one => one.rank);
            _pace[rule] = taken.Count(one => one.Since > now.AddDays(-1));
        }
        return ranks.GetValueOrDefault(image.Digest, 0);
    }

    /// <summary>The last pull; the push where there was none, and the restore where there was none since.</summary>
    private static DateTimeOffset LastUse(RepositoryImage image) =>
        image.PulledAt is { } pulled && !(image.ActivatedAt > pulled) ? pulled : image.Since;
}
