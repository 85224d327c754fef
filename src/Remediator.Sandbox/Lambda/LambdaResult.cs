namespace Remediator.Sandbox.Lambda;

/// <summary>How an invocation ended, as a caller of <c>lambda:Invoke</c> would see it.</summary>
public abstract record LambdaResult
{
    private LambdaResult() { }

    public sealed record Response(string Body) : LambdaResult;

    /// <summary>The function's error report; <c>Body</c> is its JSON text.</summary>
    public sealed record Error(string Type, string Message, string Body) : LambdaResult
    {
        internal static Error Of(string body)
        {
            using var json = JsonDocument.Parse(body);
            return new(TextOf(json.RootElement, "errorType"), TextOf(json.RootElement, "errorMessage"), body);
        }

        private static string TextOf(JsonElement report, string name) =>
            report.TryGetProperty(name, out var text) ? text.GetString() ?? "" : "";
    }
}
