using Remediator.Benchmarks;

// figures are ratios within one run: trust them more than the milliseconds
var benchmarks = new Dictionary<string, Func<Task>>
{
    ["decisions"] = () => Task.Run(Decisions.Measure),
    ["chain"] = () => CallChain.MeasureAsync(FunctionProcess.Published),
    ["cold-start"] = () => ColdStart.MeasureAsync(FunctionProcess.Published),
    ["by-hand"] = () => ByHand.MeasureAsync(FunctionProcess.Published),
    ["sweep"] = () => Sweep.MeasureAsync(FunctionProcess.Published),
    ["audit"] = () => Audit.MeasureAsync(FunctionProcess.Published),
    ["storm"] = () => Storm.MeasureAsync(FunctionProcess.Published),
    ["wide"] = () => Wide.MeasureAsync(FunctionProcess.Published),
    ["fleet"] = () => Fleet.MeasureAsync(FunctionProcess.Published),
    ["history"] = () => History.MeasureAsync(FunctionProcess.Published),
};
foreach (var name in args.Length > 0 ? args : [.. benchmarks.Keys])
{
    if (!benchmarks.TryGetValue(name, out var measure))
    {
        Console.Error.WriteLine($"\"{name}\" is no benchmark, accepted are {string.Join(", ", benchmarks.Keys)}");
        return 2;
    }
    Console.WriteLine($"\n== {name}");
    await measure();
}
return 0;
