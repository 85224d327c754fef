namespace Remediator.Cli.Views;

/// <summary>How a command prints what it found.</summary>
internal enum OutputFormat
{
    Text,
    Json,
    Yaml,
}
