using System.Diagnostics;
using System.Text.Json.Nodes;
using Remediator.Sandbox;
using Remediator.Sandbox.Model;

namespace Remediator.Benchmarks;

/// <summary>
/// One audit of a cluster with thousands of images in a fresh process: wall time, the most memory that the process ever held, and the
/// calls it made of each kind. Every tenth repository denies the role, and every repository has a lifecycle policy and twenty images.
/// </summary>
internal static class Audit
{
    private const string Registry = "111122223333.dkr.ecr.us-west-2.amazonaws.com";

    /// <summary>Workloads and images; the last is what one invocation has to take.</summary>
    private static readonly (int Workloads, int Images)[] s_sizes = [(500, 200), (2_500, 1_000), (5_000, 2_000)];

    private const string Request = """{"audit":true,"cluster":"eks-workshop"}""";

    public static async Task MeasureAsync(string? bootstrap)
    {
        Console.WriteLine(bootstrap is null
            ? "under the JIT: publish the function (make publish) and set REMEDIATOR_BOOTSTRAP for the binary's own figures"
            : "the published binary");
        var before = default((int Images, double Seconds, double Megabytes)?);
        foreach (var (workloads, images) in s_sizes)
        {
            await using var world = await World.StartAsync(Of(workloads, images));
            await using var function = await FunctionProcess.StartAsync(
                bootstrap is null ? FunctionProcess.Jit : [bootstrap], world, ("REMEDIATION_MODE", "report"));
            await function.EchoAsync(world);
            var (start, calls) = (Stopwatch.GetTimestamp(), world.Calls.Count);
            var report = JsonNode.Parse(await function.InvokeAsync(Request))!["audits"]![0]!;
            var (seconds, megabytes) = (Stopwatch.GetElapsedTime(start).TotalSeconds, function.PeakMegabytes());
            var growth = before is { } last
                ? $"   {(double)images / last.Images:0.#} x the images: {seconds / last.Seconds:0.0} x the time, "
                    + $"{megabytes / last.Megabytes:0.0} x the memory" : "";
            Console.WriteLine(
                $"{workloads,6:N0} workloads, {images,6:N0} images, {report["rows"]!.AsArray().Count,6:N0} rows, "
                + $"{(int)report["left"]!} left {seconds,8:0.00} s {megabytes,7:0} MB{growth}");
            var kinds = world.Calls.Skip(calls).GroupBy(call => $"{call.Service} {call.Operation}");
            foreach (var kind in kinds.OrderByDescending(kind => kind.Count()))
                Console.WriteLine($"   {kind.Count(),6:N0} {kind.Key}");
            before = (images, seconds, megabytes);
        }
    }

    /// <summary>Half of the workloads are scaled to zero, so that both their pods and their templates are looked at.</summary>
    private static Scenario Of(int workloads, int images)
    {
        var (all, repositories) = (new JsonObject { ["default/ui-private"] = null }, new JsonObject());
        for (var n = 0; n < workloads; n++)
            all[$"team-{n % 50}/app-{n}"] = new JsonObject
            {
                ["image"] = $"{Registry}/app-{n % images}:1.0.0",
                ["replicas"] = n % 2,
                ["cached"] = true,
            };
        for (var n = 0; n < images; n++)
            repositories[$"app-{n}"] = new JsonObject
            {
                ["images"] = new JsonArray([.. Enumerable.Range(0, 20).Select(minor => (JsonNode)new JsonObject
                {
                    ["tags"] = new JsonArray($"1.{minor}.0"),
                    ["daysOld"] = 100 - minor,
                })]),
                ["lifecycle"] = JsonNode.Parse("""
                    {"rules":[{"rulePriority":1,"selection":{"tagStatus":"any","countType":"imageCountMoreThan","countNumber":50},
                    "action":{"type":"expire"}}]}
                    """),
                ["policy"] = n % 10 > 0 ? null : JsonNode.Parse("""
                    {"Version":"2012-10-17","Statement":[{"Sid":"deny","Effect":"Deny","Principal":"*","Action":"ecr:BatchGetImage"}]}
                    """),
            };
        return Scenario.Parse(new JsonObject
        {
            ["like"] = "workshop",
            ["name"] = "fleet",
            ["mode"] = "report",
            ["clusters"] = new JsonObject { ["eks-workshop"] = new JsonObject { ["workloads"] = all } },
            ["repositories"] = repositories,
        }.ToJsonString());
    }
}
