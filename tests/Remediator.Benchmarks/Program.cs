using Remediator.Benchmarks;

// figures are ratios within one run: trust them more than the milliseconds
var asked = args.Length > 0 ? args : ["decisions", "chain", "cold-start", "by-hand"];
foreach (var name in asked)
{
    Console.WriteLine($"\n== {name}");
    switch (name)
    {
        case "decisions":
            Decisions.Measure();
            break;
        case "chain":
            await CallChain.MeasureAsync();
            break;
        case "cold-start":
            await ColdStart.MeasureAsync(Environment.GetEnvironmentVariable("REMEDIATOR_BOOTSTRAP"));
            break;
        case "by-hand":
            await ByHand.MeasureAsync(Environment.GetEnvironmentVariable("REMEDIATOR_BOOTSTRAP"));
            break;
        default:
            Console.Error.WriteLine($"\"{name}\" is no benchmark, accepted are decisions, chain, cold-start, by-hand");
            return 2;
    }
}
return 0;
