namespace Amazon.Lambda.Core;

/// <summary>The log of the running function, for code that has no <see cref="ILambdaContext"/>.</summary>
public static class LambdaLogger
{
    /// <summary>The runtime's own log while it runs, standard output otherwise.</summary>
    internal static ILambdaLogger Current { get; set; } = new StandardOutput();

    public static void Log(string message) => Current.Log(message);

    public static void Log(string level, string message) => Current.Log(level, message);

    public static void Log(string level, string message, params object[] args) => Current.Log(level, message, args);

    public static void Log(string level, Exception exception, string message, params object[] args) => Current.Log(level, exception, message, args);

    public static void Log(LogLevel level, string message) => Current.Log(level, message);

    public static void Log(LogLevel level, string message, params object[] args) => Current.Log(level, message, args);

    public static void Log(LogLevel level, Exception exception, string message, params object[] args) => Current.Log(level, exception, message, args);

    private sealed class StandardOutput : ILambdaLogger
    {
        public void Log(string message) => Console.Write(message);

        public void LogLine(string message) => Console.WriteLine(message);
    }
}
