using System.Net;
using Amazon.EC2.Model;
using Amazon.ECR.Model;
using Amazon.EKS.Model;
using Amazon.IdentityManagement.Model;
using Amazon.Runtime;
using Amazon.SecurityToken.Model;
using Remediator.Core.Images;

namespace Remediator.Aws;

/// <summary>
/// The SDK's reads of a first diagnosis, made once at the start and answered by nobody: the processor's part of each first call is done before an
/// event waits for it. Nothing can leave the process: credentials and endpoint are made up, and no socket is opened.
/// </summary>
public static class SdkWarmUp
{
    private const string Name = "rehearsal";
    private static readonly Place Nowhere = new("000000000000", "us-east-1");

    public static async Task PlayAsync()
    {
        using var aws = new AwsAccess(new BasicAWSCredentials(Name, Name), new Uri($"http://{Name}.invalid"), http: new Nobody());
        await Task.WhenAll(Reads(aws));
    }

    public static IEnumerable<Task> Reads(AwsAccess aws) =>
    [
        aws.Sts(Nowhere.Region).GetCallerIdentityAsync(new GetCallerIdentityRequest()),
        aws.Eks(Nowhere).DescribeClusterAsync(new DescribeClusterRequest { Name = Name }),
        aws.Eks(Nowhere).DescribeNodegroupAsync(new DescribeNodegroupRequest { ClusterName = Name, NodegroupName = Name }),
        aws.Ec2(Nowhere).DescribeInstancesAsync(new DescribeInstancesRequest()),
        aws.Iam(Nowhere).GetInstanceProfileAsync(new GetInstanceProfileRequest { InstanceProfileName = Name }),
        aws.Iam(Nowhere).GetRoleAsync(new GetRoleRequest { RoleName = Name }),
        aws.Iam(Nowhere).ListAttachedRolePoliciesAsync(new ListAttachedRolePoliciesRequest { RoleName = Name }),
        aws.Iam(Nowhere).ListRolePoliciesAsync(new ListRolePoliciesRequest { RoleName = Name }),
        aws.Iam(Nowhere).GetRolePolicyAsync(new GetRolePolicyRequest { RoleName = Name, PolicyName = Name }),
        aws.Iam(Nowhere).GetPolicyAsync(new GetPolicyRequest { PolicyArn = Name }),
        aws.Iam(Nowhere).GetPolicyVersionAsync(new GetPolicyVersionRequest { PolicyArn = Name, VersionId = Name }),
        aws.Ecr(Nowhere).DescribeImagesAsync(new Amazon.ECR.Model.DescribeImagesRequest { RepositoryName = Name }),
        aws.Ecr(Nowhere).GetRepositoryPolicyAsync(new GetRepositoryPolicyRequest { RepositoryName = Name }),
        aws.Ecr(Nowhere).ListTagsForResourceAsync(new ListTagsForResourceRequest { ResourceArn = Name }),
    ];

    private sealed class Nobody : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Silence());
    }

    /// <summary>An empty answer in the language of the question.</summary>
    private sealed class Silence : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var isForm = request.Content?.Headers.ContentType?.MediaType is "application/x-www-form-urlencoded";
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { RequestMessage = request, Content = new StringContent(isForm ? "<Nothing/>" : "{}") });
        }
    }
}
