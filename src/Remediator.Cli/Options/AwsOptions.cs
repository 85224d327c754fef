using System.CommandLine;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Remediator.Settings;

namespace Remediator.Cli.Options;

/// <summary><c>--profile</c> and <c>--region</c>, as the aws command line understands them.</summary>
internal sealed class AwsOptions
{
    private static readonly string[] s_keys = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"];

    private readonly Option<string?> _profile = new("--profile")
    {
        Description = "The profile of your AWS configuration to use; AWS_PROFILE if not given",
        HelpName = "NAME",
    };

    private readonly Option<string?> _region = new("--region") { Description = "The AWS region", HelpName = "REGION" };

    /// <param name="isRecursive">Subcommands take them too.</param>
    public void AddTo(Command command, bool isRecursive = false)
    {
        _profile.Recursive = _region.Recursive = isRecursive;
        command.Options.Add(_profile);
        command.Options.Add(_region);
    }

    public string? RegionGiven(ParseResult parsed) => parsed.GetValue(_region);

    /// <summary>
    /// They hold for the whole process: the SDK, and the command that a kubeconfig runs for its token, read them in the environment.
    /// </summary>
    /// <param name="fallback">The profile where the caller names none and has no credentials in the environment.</param>
    /// <exception cref="WrongUsageException">There is no such profile.</exception>
    public void Apply(ParseResult parsed, string? fallback = null)
    {
        if (parsed.GetValue(_profile) is { } profile)
        {
            if (!new CredentialProfileStoreChain().TryGetProfile(profile, out _))
                throw new WrongUsageException($"--profile is \"{profile}\": your AWS configuration has no such profile");
            // as with aws: who names a profile does not mean the keys that stand around
            foreach (var key in s_keys)
                Environment.SetEnvironmentVariable(key, null);
            Environment.SetEnvironmentVariable("AWS_PROFILE", profile);
        }
        else if (fallback is not null && s_keys.Append("AWS_PROFILE").All(name => Environment.GetEnvironmentVariable(name) is null))
            Environment.SetEnvironmentVariable("AWS_PROFILE", fallback);
        if (parsed.GetValue(_region) is { } region)
            SetRegion(region);
    }

    public static void SetRegion(string region) => Environment.SetEnvironmentVariable("AWS_REGION", region);

    /// <summary>The region as the aws command line finds it: from the environment, else from the profile.</summary>
    /// <param name="of">What is there.</param>
    /// <exception cref="BadSettingException">None is known.</exception>
    public static string RegionOf(string of) =>
        Environment.GetEnvironmentVariable("AWS_REGION") ?? Environment.GetEnvironmentVariable("AWS_DEFAULT_REGION")
        ?? FallbackRegionFactory.GetRegionEndpoint()?.SystemName
        ?? throw new BadSettingException("AWS_REGION", "", $"the region of {of}, here, as --region or in your AWS profile");
}
