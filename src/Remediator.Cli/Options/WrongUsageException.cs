namespace Remediator.Cli.Options;

/// <summary>What the caller gave cannot be meant so; the message says what is accepted. The command exits with 2.</summary>
internal sealed class WrongUsageException(string message) : Exception(message);
