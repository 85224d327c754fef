using Amazon.Runtime;
using Remediator.Aws;

namespace Remediator.Cli.Hosting;

/// <summary>Opens AWS with the caller's own credentials.</summary>
internal static class CallerAws
{
    /// <exception cref="AmazonClientException">There are no credentials.</exception>
    public static AwsAccess Open(Spokes? spokes = null)
    {
        try
        {
            return new AwsAccess(spokes: spokes);
        }
        catch (AmazonClientException none)
        {
            // if no provider has credentials, the SDK lists what each of them said, one per line
            var why = none.Message.Contains('\n') ? "set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
                : none.Message.TrimEnd('.');
            throw new AmazonClientException($"no AWS credentials were found: {why}", none);
        }
    }
}
