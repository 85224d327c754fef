using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Lambda.RuntimeSupport;
using Amazon.Lambda.Serialization.SystemTextJson;
using Remediator;
using Remediator.Aws;
using Remediator.Intake;
using Remediator.Settings;

var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string?)e.Value);
var roots = TrustedRoots.TakeOver(environment);
using var http = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
roots?.Trust(http.SslOptions);
try
{
    FunctionSettings settings = FunctionSettings.Read(environment);
    var region = environment.GetValueOrDefault("AWS_REGION") ?? environment.GetValueOrDefault("AWS_DEFAULT_REGION")
        ?? throw new BadSettingException("AWS_REGION", "", "the region this function runs in");
    using var aws = new AwsAccess(spokes: new Spokes(settings.SpokeRoles, settings.SpokeExternalId, region), http: http);
    await Composition.RefuseOtherAccountsAsync(settings, aws, region, CancellationToken.None);
    // taken before the runtime wraps the console: what goes through Console.Out later is put into a message of its own, or left out
    var log = Log.Of(environment, Console.Out.WriteLine, TimeProvider.System);
    log.Information("starting", ("version", Composition.Version));
    using var function = Composition.Function(settings, aws, region, TimeProvider.System, log, roots);
    using var bootstrap = LambdaBootstrapBuilder
        .Create<JsonElement, JsonObject>(function.HandleAsync, new SourceGeneratorLambdaJsonSerializer<Wire>())
        .Build();
    await bootstrap.RunAsync();
    return 0;
}
catch (BadSettingException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
