using System.Runtime.CompilerServices;
using System.Text.Json;
using Remediator.Core.Common;
using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Images;
using Remediator.Core.Network;
using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Language;
using Remediator.Core.PullTexts;
using Remediator.Core.Tests.Network;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Tests.Verdicts.Causes;

/// <summary>
/// One file of the corpus: a text and facts, and what they come to. Facts that a file does not give are the workshop's, without a
/// repository policy.
/// </summary>
internal sealed record CauseCase(string File, string Name, PullFailure Failure, PullFacts Facts, Cause Cause, Confidence Confidence,
    string Plan)
{
    public static IReadOnlyList<CauseCase> All { get; } = Read();

    public static CauseCase Of(string file) => All.Single(one => one.File == file);

    public Verdict Verdict => Diagnosis.Of(Failure, Facts);

    private static CauseCase[] Read([CallerFilePath] string here = "") =>
        [.. Directory.EnumerateFiles(Path.GetDirectoryName(here)!, "*.json").Order(StringComparer.Ordinal).Select(Parse)];

    private static CauseCase Parse(string path)
    {
        using var file = JsonDocument.Parse(System.IO.File.ReadAllText(path));
        var json = file.RootElement.Clone();
        var expected = json.GetProperty("expected");
        return new(
            Path.GetFileNameWithoutExtension(path), json.GetProperty("name").GetString()!,
            FailureOf(json.GetProperty("failure")), FactsOf(json.GetProperty("facts")),
            Enum.Parse<Cause>(expected.GetProperty("cause").GetString()!),
            Enum.Parse<Confidence>(expected.GetProperty("confidence").GetString()!),
            expected.GetProperty("plan").GetString()!);
    }

    private static PullFailure FailureOf(JsonElement json)
    {
        var text = json.GetProperty("text").GetString()!;
        var nodes = Find(json, "nodes")?.GetInt32() ?? 1;
        var pods = Enumerable.Range(0, nodes).Select(n => Situation.Pod(n) with { Node = $"node-{n}" }).ToArray();
        return Situation.Failure(PullText.Read(text).Symptom, Find(json, "image")?.GetString(), text, pods);
    }

    private static PullFacts FactsOf(JsonElement json) => Situation.Facts with
    {
        Image = Find(json, "image") is { } image ? Fact.Of(ImageOf(image)) : Situation.Present,
        MissedPart = Find(json, "part") is { } part ? Fact.Of(Enum.Parse<PartInRepository>(part.GetString()!)) : null,
        Puller = Find(json, "puller") is null ? Situation.Facts.Puller : Situation.Inferred,
        IdentityPolicies = Find(json, "identity") is { } identity
            ? Situation.Identity([.. identity.EnumerateArray().Select((policy, i) => PolicyOf(policy).Called($"policy-{i}"))])
            : Situation.Facts.IdentityPolicies,
        Boundary = Situation.Policy(Find(json, "boundary") is { } boundary ? PolicyOf(boundary) : null),
        BoundaryArn = Find(json, "boundary") is null ? null : $"arn:aws:iam::{Situation.Account}:policy/limits",
        RepositoryPolicy = Situation.Policy(Find(json, "repositoryPolicy") is { } policy ? PolicyOf(policy) : null),
        RegistryPolicy = Situation.Policy(Find(json, "registryPolicy") is { } registry ? PolicyOf(registry) : null),
        RegistryPolicyScope = Find(json, "registryPolicyScope") is { } scope
            ? Fact.Of(RegistryPolicyScopeNames.FromWire(scope.GetString()!))
            : null,
        EncryptionKey = Find(json, "encryptionKey") is { } key ? Fact.Of(key.GetString()) : null,
        Manifest = Find(json, "manifest") is { } manifest ? Fact.Of(ManifestOf(manifest)) : null,
        Node = Find(json, "node") is { } node
            ? Fact.Of(new NodeState(PlatformOf(node.GetProperty("platform")), Find(node, "diskPressure")?.GetBoolean() ?? false))
            : null,
        PullThroughRules = ListOf(json, "rules",
            rule => new PullThroughRule(Text(rule, "prefix"), Text(rule, "upstream"), Find(rule, "secret")?.GetString())
            {
                Role = Find(rule, "role")?.GetString(),
            }),
        CreationTemplates = ListOf(json, "templates",
            template => new CreationTemplate(Text(template, "prefix"), Find(template, "role")?.GetString())),
        Upstream = Find(json, "reported") is { } reported
            ? Fact.Of<UpstreamFailure?>(
                new(Text(reported, "code"), Text(reported, "reason"), Find(reported, "tag")?.GetString(), Situation.Now))
            : null,
        Elsewhere = ListOf(json, "elsewhere", place => new Place(Text(place, "account"), Text(place, "region"))),
        EndpointPolicies = ListOf(json, "endpoints", endpoint => new EndpointPolicy(
            Enum.Parse<EndpointService>(Text(endpoint, "service")), Text(endpoint, "id"), PolicyOf(endpoint.GetProperty("policy")))),
        Network = Find(json, "network") is { } network ? Fact.Of(NetworkOf(network)) : Situation.Facts.Network,
    };

    /// <summary>A private subnet behind a NAT gateway, but for what the file says.</summary>
    private static NodeNetwork NetworkOf(JsonElement json) => Given.Network with
    {
        Routes = Find(json, "defaultRoute") is { } route ? Given.Routes(RouteOf(route.GetString()!)) : Given.Network.Routes,
        Dns = Find(json, "dnsSupport") is { } support ? Fact.Of(new VpcDns(support.GetBoolean(), true)) : Given.Network.Dns,
    };

    private static DefaultRoute RouteOf(string target) => target.Split('-')[0] switch
    {
        "" => new DefaultRoute.None(),
        "nat" => new DefaultRoute.NatGateway(target),
        "igw" => new DefaultRoute.InternetGateway(target),
        _ => new DefaultRoute.Elsewhere(target),
    };

    private static ImageInRepository ImageOf(JsonElement json) => Find(json, "index") is { } index
        ? new ImageInRepository.Present { Digest = $"sha256:{new string('0', 64)}", IsIndex = index.GetBoolean() }
        : json.ValueKind is JsonValueKind.Object
        ? new ImageInRepository.Missing(Fact.Of<IReadOnlyList<HeldImage>>([.. json.GetProperty("held").EnumerateArray()
            .Select(tag => new HeldImage([tag.GetString()!], "sha256:00", default))]))
        : json.GetString() is "Archived" ? new ImageInRepository.Archived() : new ImageInRepository.RepositoryMissing();

    private static Manifest ManifestOf(JsonElement json) => Find(json, "refused") is { } code
        ? new Manifest.Refused(code.GetString()!, null)
        : new Manifest.Index([.. json.GetProperty("platforms").EnumerateArray().Select(PlatformOf)]);

    private static Platform PlatformOf(JsonElement text) =>
        text.GetString()!.Split('/') is [var os, var architecture] ? new(os, architecture) : throw new FormatException(text.GetRawText());

    private static PolicyDocument PolicyOf(JsonElement json) => PolicyDocument.Parse(json.GetRawText());

    private static Fact<IReadOnlyList<T>>? ListOf<T>(JsonElement json, string name, Func<JsonElement, T> one) =>
        Find(json, name) is { } list ? Fact.Of<IReadOnlyList<T>>([.. list.EnumerateArray().Select(one)]) : null;

    private static JsonElement? Find(JsonElement json, string name) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : null;

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
