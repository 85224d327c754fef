using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace AwsPackages.Kit;

/// <summary>
/// Time-outs and retries of the defaults modes, see
/// https://docs.aws.amazon.com/sdkref/latest/guide/feature-smart-config-defaults.html.
/// Every mode must be there: AWS_DEFAULTS_MODE may name any of them.
/// </summary>
internal static class Defaults
{
    public static IDefaultConfigurationProvider Provider() => new DefaultConfigurationProvider(
    [
        Of(DefaultConfigurationMode.Standard, 3100),
        Of(DefaultConfigurationMode.InRegion, 1100),
        Of(DefaultConfigurationMode.CrossRegion, 3100),
        Of(DefaultConfigurationMode.Mobile, 30000),
        Of(DefaultConfigurationMode.Auto, 1100),
    ]);

    private static DefaultConfiguration Of(DefaultConfigurationMode mode, int connectMilliseconds) => new()
    {
        Name = mode,
        RetryMode = RequestRetryMode.Standard,
        S3UsEast1RegionalEndpoint = S3UsEast1RegionalEndpointValue.Regional,
        ConnectTimeout = TimeSpan.FromMilliseconds(connectMilliseconds),
        TlsNegotiationTimeout = TimeSpan.FromMilliseconds(connectMilliseconds),
    };
}
