using Amazon.ECR;
using Amazon.EKS;
using Amazon.IdentityManagement;
using Amazon.Runtime;
using Amazon.SimpleNotificationService;

namespace Remediator.Tests.AwsPackages;

/// <summary>Clients of one endpoint, with credentials that are nobody's.</summary>
internal static class Clients
{
    public const string AccessKey = "AKIDEXAMPLE";
    public const string SecretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    public static readonly AWSCredentials Plain = new BasicAWSCredentials(AccessKey, SecretKey);

    public static AmazonECRClient Ecr(string url, AWSCredentials? credentials = null) =>
        new(credentials ?? Plain, At<AmazonECRConfig>(url));

    public static AmazonEKSClient Eks(string url, AWSCredentials? credentials = null) =>
        new(credentials ?? Plain, At<AmazonEKSConfig>(url));

    public static AmazonIdentityManagementServiceClient Iam(string url, AWSCredentials? credentials = null) =>
        new(credentials ?? Plain, At<AmazonIdentityManagementServiceConfig>(url));

    public static AmazonSimpleNotificationServiceClient Sns(string url, AWSCredentials? credentials = null) =>
        new(credentials ?? Plain, At<AmazonSimpleNotificationServiceConfig>(url));

    private static TConfig At<TConfig>(string url) where TConfig : ClientConfig, new() =>
        new() { ServiceURL = url, AuthenticationRegion = "us-west-2" };
}
