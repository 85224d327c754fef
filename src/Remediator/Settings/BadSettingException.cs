namespace Remediator.Settings;

/// <summary>An environment variable has a value that is not accepted; the process does not start.</summary>
public sealed class BadSettingException(string variable, string value, string accepted)
    : Exception($"setting {variable} is \"{value}\": accepted is {accepted}");
