using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport.Bootstrap;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>Runs once before the first invocation; <c>false</c> ends the process without an error.</summary>
public delegate Task<bool> LambdaBootstrapInitializer();

/// <summary>Makes a <see cref="LambdaBootstrap"/> from a handler: the asynchronous forms that take a context.</summary>
public class LambdaBootstrapBuilder
{
    private readonly Func<Stream, ILambdaContext, Task<Stream>> handler;
    private readonly LambdaBootstrapOptions options = new();
    private LambdaBootstrapInitializer? initializer;
    private HttpClient? httpClient;

    private LambdaBootstrapBuilder(Func<Stream, ILambdaContext, Task<Stream>> handler) => this.handler = handler;

    public static LambdaBootstrapBuilder Create(Func<Stream, ILambdaContext, Task<Stream>> handler) => new(handler);

    public static LambdaBootstrapBuilder Create<TInput>(Func<TInput, ILambdaContext, Task> handler, ILambdaSerializer serializer) =>
        new(async (input, context) =>
        {
            await handler(serializer.Deserialize<TInput>(input), context);
            return Stream.Null;
        });

    public static LambdaBootstrapBuilder Create<TInput, TOutput>(Func<TInput, ILambdaContext, Task<TOutput>> handler, ILambdaSerializer serializer) =>
        new(async (input, context) =>
        {
            var output = await handler(serializer.Deserialize<TInput>(input), context);
            var json = new MemoryStream();
            serializer.Serialize(output, json);
            json.Position = 0;
            return json;
        });

    public LambdaBootstrapBuilder UseBootstrapHandler(LambdaBootstrapInitializer bootstrapInitializer)
    {
        initializer = bootstrapInitializer;
        return this;
    }

    public LambdaBootstrapBuilder UseHttpClient(HttpClient httpClient)
    {
        this.httpClient = httpClient;
        return this;
    }

    public LambdaBootstrapBuilder ConfigureOptions(Action<LambdaBootstrapOptions> configure)
    {
        configure(options);
        return this;
    }

    public LambdaBootstrap Build() => new(handler, initializer, httpClient, options);
}
