using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Images;
using Remediator.Core.PullTexts;

namespace Remediator.Core.Verdicts;

/// <summary>
/// A registry that is not ours and that no right could open: one of another partition, or one of AWS's own in a region that it does not
/// serve. A foreign account is never wrong by itself.
/// </summary>
internal static class ForeignRegistry
{
    /// <summary>The verdict that the registry's account, region and host alone decide, or null.</summary>
    public static Verdict? Of(PullFailure failure, ImageReference.Ecr image, PullFacts facts) =>
        OfAnotherPartition(failure, image, facts) ?? OfAddOns(failure, image, facts);

    /// <summary>What cannot be read in AWS's own accounts is no right that anyone could be granted.</summary>
    public static PullFacts Readable(ImageReference.Ecr image, PullFacts facts)
    {
        if (!AddOnRegistries.IsOfAws(image.Registry.Account))
            return facts;
        var why = new Message("gap.registry.of-aws", ("account", image.Registry.Account));
        Fact<T> Explained<T>(Fact<T> fact) => fact.Gap is null ? fact : Fact.Gap<T>(why);
        return facts with
        {
            Image = Explained(facts.Image),
            RepositoryPolicy = Explained(facts.RepositoryPolicy),
            RepositoryTags = Explained(facts.RepositoryTags),
            RegistryPolicy = Explained(facts.RegistryPolicy),
            RegistryPolicyScope = facts.RegistryPolicyScope is { } scope ? Explained(scope) : null,
            MissedPart = facts.MissedPart is { } part ? Explained(part) : null,
            CreationTemplates = facts.CreationTemplates is { } templates ? Explained(templates) : null,
            PullThroughRules = facts.PullThroughRules is { } rules ? Explained(rules) : null,
            EncryptionKey = facts.EncryptionKey is { } key ? Explained(key) : null,
            Manifest = facts.Manifest is { } manifest ? Explained(manifest) : null,
        };
    }

    private static Verdict? OfAnotherPartition(PullFailure failure, ImageReference.Ecr image, PullFacts facts)
    {
        // a pull secret may hold a token of that partition
        if (failure.Credentials is PodCredentials.PullSecrets
            || !(failure.Symptom is Symptom.Forbidden or Symptom.Unauthorized or Symptom.NotFound || failure.MissedTheRegistry))
            return null;
        var registry = image.Registry;
        var puller = facts.Puller.ValueOrNull();
        var ofCluster = AwsPartition.Of(failure.Scope.Region);
        var own = puller?.Role.Partition ?? ofCluster;
        var partition = AwsPartition.Of(registry.Region) ?? registry.Partition;
        if (own is null || (own == partition && own == registry.Partition))
            return null;
        // where the role was only inferred, the cluster has to be of its partition as well
        var confidence = puller is not null && (puller.Proved || own == ofCluster) ? Confidence.Proved : Confidence.Likely;
        var verdict = own == partition
            // the region is right, and its name in the host ends as those of another partition do
            ? Wrong(failure, facts, confidence,
                new Message("registry-place.no-such-host", ("host", registry.Host), ("region", registry.Region), ("partition", own)),
                new Message("registry-place.next.host", ("region", registry.Region), ("partition", own)))
            : Wrong(failure, facts, confidence,
                new Message("registry-place.other-partition", ("registry", registry.Account), ("region", registry.Region),
                    ("partition", partition), ("own", own)),
                new Message("registry-place.next.partition", ("partition", partition), ("own", own)));
        return verdict with { Unknowns = puller is null ? Gaps.Of((new Message("fact.puller"), facts.Puller)) : [] };
    }

    private static Verdict? OfAddOns(PullFailure failure, ImageReference.Ecr image, PullFacts facts)
    {
        var registry = image.Registry;
        if (failure.Symptom is not (Symptom.Forbidden or Symptom.Unauthorized or Symptom.NotFound)
            || facts.Image is Fact<ImageInRepository>.Known { Value: ImageInRepository.Present }
            || !AddOnRegistries.Has(registry.Account)
            || AddOnRegistries.AccountIn(registry.Region) is not { } right || right == registry.Account)
            return null;
        return Wrong(failure, facts, Confidence.Likely,
            new Message("registry-place.add-ons", ("region", registry.Region), ("account", right), ("named", registry.Account)),
            new Message("registry-place.next.add-ons",
                ("host", registry.Host.Replace(registry.Account, right, StringComparison.Ordinal))));
    }

    private static Verdict Wrong(PullFailure failure, PullFacts facts, Confidence confidence, Message why, Message next) =>
        new(Cause.WrongRegistry, confidence,
            [
                .. EvidenceChain.Of(failure),
                new(Step.ImageReference, StepResult.Fail, why, ShellCommands.ImageReference(failure.First)),
                EvidenceChain.Skipped(Step.ImageExists, new Message("not-evaluated.wrong-registry")),
                EvidenceChain.Puller(failure, facts.Puller),
                EvidenceChain.Skipped(Step.IdentityPermissions, new Message("not-evaluated.wrong-registry")),
                EvidenceChain.Skipped(Step.RepositoryPolicy, new Message("not-evaluated.wrong-registry")),
            ], [])
        { Next = next };
}
