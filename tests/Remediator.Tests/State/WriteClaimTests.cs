using System.Text.Json.Nodes;
using Remediator.Core.Failures;
using Remediator.Core.Findings;
using Remediator.Core.Images;
using Remediator.Core.Incidents;
using Remediator.Core.Plans;
using Remediator.Core.Policies.Fixing;
using Remediator.Core.Policies.Language;
using Remediator.Core.PullTexts;
using Remediator.Core.Verdicts;
using Remediator.Core.Wording;
using Remediator.State;
using Remediator.Tests.Pipeline;

namespace Remediator.Tests.State;

/// <summary>What a write uses up is claimed all at once or not at all, and returned where nothing was written.</summary>
public class WriteClaimTests
{
    private static readonly DateTimeOffset s_now = TimeProvider.System.GetUtcNow();

    private static readonly RoleArn s_role = RoleArn.Parse("arn:aws:iam::111122223333:role/eks-node");

    private static readonly PolicyPatch s_patch = new(
        (ImageReference.Ecr)ImageReference.Parse("111122223333.dkr.ecr.us-west-2.amazonaws.com/shop/ui:1"), s_role, PatchStrategy.CarveOut,
        RestartWorkloads.Auto,
        PolicyDocument.Parse("""{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"ecr:PutImage"}]}"""),
        null, [], []);

    private static readonly PullFailure s_failure = new(
        new Scope("111122223333", "us-west-2", "eks-workshop", null, null, null), s_patch.Image, Symptom.Forbidden, "403 Forbidden",
        new Compute.NodeGroup("default", "i-1"), [new("shop", "ui-1", "uid", new("Deployment", "ui"), "ui", "node")]);

    private static readonly WriteClaims.Start s_start = new(
        new PatchRecord("pull-1#1", "pull-1", s_failure, new(s_role, Message.Verbatim("node group"), true, null), s_patch, s_now,
            PatchPhase.Writing,
            Message.Verbatim("the alias"), null),
        Finding);

    internal static Finding Finding => new(s_failure, new Verdict(Cause.RepositoryPolicyDenies, Confidence.Proved, [], []),
        new Plan.PatchPolicy(s_patch), new Outcome.None(), null, Status.AwaitingApproval);

    /// <summary>The documents that a claim changes, each as the one that somebody else changes first.</summary>
    public static TheoryData<string> Claimed => ["approval", "budget", "patched", "incident", "patch"];

    [Theory]
    [MemberData(nameof(Claimed))]
    public async Task A_claim_that_loses_one_document_uses_up_none_of_the_others(string kind)
    {
        var documents = new Contended(await AskedAsync(new ProcessDocuments()), kind);
        Assert.False(await new WriteClaims(documents, TimeProvider.System).TakeAsync([s_start], Story.Stop));
        await AssertUnclaimedAsync(documents);
    }

    [Fact]
    public async Task A_claim_uses_up_the_approval_and_one_patch_of_the_budget()
    {
        var documents = await AskedAsync(new ProcessDocuments());
        var claims = new WriteClaims(documents, TimeProvider.System);
        Assert.True(await claims.TakeAsync([s_start], Story.Stop));
        Assert.Equal(ApprovalState.Approved, (await ApprovalIn(documents))!.State);
        Assert.Equal(1, await claims.PatchesThisHourAsync(Story.Stop));
        Assert.NotNull(await new IncidentStore(documents, TimeProvider.System).PatchAsync(s_start.Record.Id, Story.Stop));
        // and only once
        Assert.False(await claims.TakeAsync([s_start with { Record = s_start.Record with { Id = "pull-1#2" } }], Story.Stop));
    }

    [Fact]
    public async Task A_claim_for_a_write_that_was_not_made_is_returned()
    {
        var documents = await AskedAsync(new ProcessDocuments());
        var claims = new WriteClaims(documents, TimeProvider.System);
        Assert.True(await claims.TakeAsync([s_start], Story.Stop));
        Assert.True(await claims.ReturnAsync(s_start.Record, Story.Stop));
        Assert.Equal(ApprovalState.Open, (await ApprovalIn(documents))!.State);
        Assert.Equal(0, await claims.PatchesThisHourAsync(Story.Stop));
    }

    [Fact]
    public async Task A_repository_whose_write_was_not_made_counts_as_patched_when_it_was_patched_before()
    {
        var documents = await AskedAsync(new ProcessDocuments());
        var claims = new WriteClaims(documents, TimeProvider.System);
        var store = new IncidentStore(documents, TimeProvider.System);
        var repository = EcrRepository.Of(s_patch.Image);
        var earlier = s_now.AddMinutes(-3);
        var mark = new Document("patched", $"{repository}", 0, null, new JsonObject { ["at"] = $"{earlier:O}" });
        Assert.True(await documents.PutAsync(mark, null, Story.Stop));
        Assert.True(await claims.TakeAsync([s_start], Story.Stop));
        Assert.Equal(s_start.Record.StartedAt, await store.PatchedAtAsync(repository, Story.Stop));
        Assert.True(await claims.ReturnAsync(s_start.Record, Story.Stop));
        Assert.Equal(earlier, await store.PatchedAtAsync(repository, Story.Stop));
    }

    [Fact]
    public async Task A_repository_whose_only_write_was_not_made_was_not_patched_lately()
    {
        var documents = await AskedAsync(new ProcessDocuments());
        var claims = new WriteClaims(documents, TimeProvider.System);
        Assert.True(await claims.TakeAsync([s_start], Story.Stop));
        Assert.True(await claims.ReturnAsync(s_start.Record, Story.Stop));
        var at = await new IncidentStore(documents, TimeProvider.System).PatchedAtAsync(EcrRepository.Of(s_patch.Image), Story.Stop);
        Assert.True(at < s_now.AddDays(-1));
    }

    [Fact]
    public async Task What_cannot_be_returned_is_said_to_be_claimed_still()
    {
        var documents = await AskedAsync(new ProcessDocuments());
        Assert.True(await new WriteClaims(documents, TimeProvider.System).TakeAsync([s_start], Story.Stop));
        Assert.False(await new WriteClaims(new Contended(documents, "budget"), TimeProvider.System)
            .ReturnAsync(s_start.Record, Story.Stop));
        Assert.Equal(1, await new WriteClaims(documents, TimeProvider.System).PatchesThisHourAsync(Story.Stop));
    }

    [Fact]
    public async Task An_approval_that_expires_before_the_claim_is_not_used()
    {
        var documents = new ProcessDocuments();
        await new IncidentStore(documents, TimeProvider.System).AskAsync(s_patch, new("pull-1", s_failure.Scope, s_now.AddHours(-2)),
            Story.Stop);
        Assert.False(await new WriteClaims(documents, TimeProvider.System).TakeAsync([s_start], Story.Stop));
    }

    /// <summary>The table deletes expired items, so a claim has to be stored for as long as it counts.</summary>
    [Fact]
    public async Task A_claim_is_stored_for_as_long_as_it_counts()
    {
        var documents = new Watched(await AskedAsync(new ProcessDocuments()));
        Assert.True(await new WriteClaims(documents, TimeProvider.System).TakeAsync([s_start], Story.Stop));
        // the budget is of an hour, an approval is open for one, and a patch may wait for the next scan to be resumed
        (string Kind, TimeSpan Least)[] counts = [("approval", TimeSpan.FromHours(1)), ("budget", TimeSpan.FromHours(1)),
            ("patched", TimeSpan.FromHours(1)), ("incident", TimeSpan.FromDays(1)), ("patch", TimeSpan.FromDays(1))];
        Assert.Equal(counts.Select(one => one.Kind), documents.Kept.Select(one => one.Kind));
        Assert.All(counts.Zip(documents.Kept), both => Assert.True(both.Second.Until >= s_now + both.First.Least, both.First.Kind));
    }

    private static async Task<IDocuments> AskedAsync(IDocuments documents)
    {
        await new IncidentStore(documents, TimeProvider.System).AskAsync(s_patch, new("pull-1", s_failure.Scope, s_now), Story.Stop);
        return documents;
    }

    private static Task<Approval?> ApprovalIn(IDocuments documents) =>
        new IncidentStore(documents, TimeProvider.System).ApprovalAsync(s_patch.Hash, Story.Stop);

    private static async Task AssertUnclaimedAsync(IDocuments documents)
    {
        Assert.NotEqual(ApprovalState.Approved, (await ApprovalIn(documents))!.State);
        Assert.Equal(0, await new WriteClaims(documents, TimeProvider.System).PatchesThisHourAsync(Story.Stop));
    }

    /// <summary>Records what is put together, and when it expires.</summary>
    private sealed class Watched(IDocuments documents) : Passing(documents)
    {
        public List<(string Kind, DateTimeOffset? Until)> Kept { get; } = [];

        public override Task<bool> PutAllAsync(
            IReadOnlyList<(Document Document, DateTimeOffset? KeptUntil)> all, CancellationToken cancelled)
        {
            Kept.AddRange(all.Select(one => (one.Document.Kind, one.KeptUntil)));
            return base.PutAllAsync(all, cancelled);
        }
    }

    /// <summary>Somebody else changes one of the documents between the moment a claim reads it and the moment it is made.</summary>
    private sealed class Contended(IDocuments documents, string kind) : Passing(documents)
    {
        public override async Task<bool> PutAllAsync(
            IReadOnlyList<(Document Document, DateTimeOffset? KeptUntil)> all, CancellationToken cancelled)
        {
            var contended = all.Single(one => one.Document.Kind == kind).Document;
            var now = await GetAsync(kind, contended.Key, cancelled);
            var changed = contended with { Version = now?.Version ?? 0, Body = now?.Body ?? new JsonObject() };
            Assert.True(await PutAsync(changed, null, cancelled));
            return await base.PutAllAsync(all, cancelled);
        }
    }

    private abstract class Passing(IDocuments documents) : IDocuments
    {
        public bool IsShared => true;

        public virtual Task<bool> PutAllAsync(
            IReadOnlyList<(Document Document, DateTimeOffset? KeptUntil)> all, CancellationToken cancelled) =>
            documents.PutAllAsync(all, cancelled);

        public Task<Document?> GetAsync(string kind, string key, CancellationToken cancelled) => documents.GetAsync(kind, key, cancelled);

        public Task<IReadOnlyList<Document>> ListAsync(string kind, CancellationToken cancelled) => documents.ListAsync(kind, cancelled);

        public Task<IReadOnlyList<Document>> ListAsync(string kind, Marks marks, CancellationToken cancelled) =>
            documents.ListAsync(kind, marks, cancelled);

        public Task<bool> IsListedAsync(CancellationToken cancelled) => documents.IsListedAsync(cancelled);

        public Task ListOlderAsync(CancellationToken cancelled) => documents.ListOlderAsync(cancelled);

        public Task<bool> PutAsync(Document document, DateTimeOffset? keptUntil, CancellationToken cancelled) =>
            documents.PutAsync(document, keptUntil, cancelled);

        public Task<bool> LockAsync(string name, string owner, DateTimeOffset now, DateTimeOffset until, CancellationToken cancelled) =>
            documents.LockAsync(name, owner, now, until, cancelled);

        public Task UnlockAsync(string name, string owner, CancellationToken cancelled) => documents.UnlockAsync(name, owner, cancelled);
    }
}
