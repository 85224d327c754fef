using System.Net;
using System.Security.Cryptography.X509Certificates;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.ECR.Model;
using Amazon.EKS.Model;
using Amazon.IdentityManagement.Model;
using Amazon.Runtime;
using Amazon.SecurityToken.Model;

namespace Remediator.Aws;

/// <summary>
/// What the first diagnosis of a process would otherwise wait for, done while the function starts: reading the system's trusted roots, the
/// SDK's table of instance types, and the first call of each operation.
/// </summary>
public static class WarmUp
{
    private const string Name = "warm-up";
    private static readonly Place s_nowhere = new("000000000000", "us-east-1");

    /// <summary>On threads of their own: the pool has too few at the start to lend any.</summary>
    public static Task Begin() => Task.WhenAll(
        OnOwnThread(ReadTrustedRoots),
        OnOwnThread(() => InstanceType.FindValue("m5.large")),
        OnOwnThread(() => CallAsync().GetAwaiter().GetResult()));

    /// <summary>
    /// Awaited before the function asks for its first event, so that no event pays for it. A failure is only logged: it occurs again, and
    /// is reported, where the same thing is needed.
    /// </summary>
    public static async Task<bool> EndedAsync(Task warmUp, Log log)
    {
        await warmUp.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var failure in warmUp.Exception?.InnerExceptions ?? [])
            log.Warning("a part of the warm-up failed, so the first diagnosis is slower", failure);
        return true;
    }

    /// <summary>
    /// Makes the SDK's reads of a first diagnosis once, without a network: credentials and endpoint are made up, and a handler inside the
    /// process answers instead of a socket.
    /// </summary>
    public static async Task CallAsync()
    {
        using var aws = new AwsAccess(new BasicAWSCredentials(Name, Name), new Uri($"http://{Name}.invalid"), http: new NoNetwork());
        await Task.WhenAll(Reads(aws));
    }

    public static IEnumerable<Task> Reads(AwsAccess aws) =>
    [
        aws.Sts(s_nowhere.Region).GetCallerIdentityAsync(new GetCallerIdentityRequest()),
        aws.Eks(s_nowhere).DescribeClusterAsync(new DescribeClusterRequest { Name = Name }),
        aws.Eks(s_nowhere).DescribeNodegroupAsync(new DescribeNodegroupRequest { ClusterName = Name, NodegroupName = Name }),
        aws.Ec2(s_nowhere).DescribeInstancesAsync(new DescribeInstancesRequest()),
        aws.Iam(s_nowhere).GetInstanceProfileAsync(new GetInstanceProfileRequest { InstanceProfileName = Name }),
        aws.Iam(s_nowhere).GetRoleAsync(new GetRoleRequest { RoleName = Name }),
        aws.Iam(s_nowhere).ListAttachedRolePoliciesAsync(new ListAttachedRolePoliciesRequest { RoleName = Name }),
        aws.Iam(s_nowhere).ListRolePoliciesAsync(new ListRolePoliciesRequest { RoleName = Name }),
        aws.Iam(s_nowhere).GetRolePolicyAsync(new GetRolePolicyRequest { RoleName = Name, PolicyName = Name }),
        aws.Iam(s_nowhere).GetPolicyAsync(new GetPolicyRequest { PolicyArn = Name }),
        aws.Iam(s_nowhere).GetPolicyVersionAsync(new GetPolicyVersionRequest { PolicyArn = Name, VersionId = Name }),
        aws.Ecr(s_nowhere).DescribeImagesAsync(new Amazon.ECR.Model.DescribeImagesRequest { RepositoryName = Name }),
        aws.Ecr(s_nowhere).GetRepositoryPolicyAsync(new GetRepositoryPolicyRequest { RepositoryName = Name }),
        aws.Ecr(s_nowhere).GetRegistryPolicyAsync(new GetRegistryPolicyRequest()),
        aws.Ecr(s_nowhere).GetAccountSettingAsync(new GetAccountSettingRequest { Name = Name }),
        aws.Ecr(s_nowhere).ListTagsForResourceAsync(new Amazon.ECR.Model.ListTagsForResourceRequest { ResourceArn = Name }),
    ];

    private static Task OnOwnThread(Action work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static void ReadTrustedRoots()
    {
        using var roots = new X509Store(StoreName.Root, StoreLocation.LocalMachine, OpenFlags.ReadOnly);
        foreach (var root in roots.Certificates)
            root.Dispose();
    }

    private sealed class NoNetwork : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new EmptyAnswers());
    }

    /// <summary>An empty answer in the protocol of the request.</summary>
    private sealed class EmptyAnswers : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var isForm = request.Content?.Headers.ContentType?.MediaType is "application/x-www-form-urlencoded";
            var content = new StringContent(isForm ? "<Nothing/>" : "{}");
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { RequestMessage = request, Content = content });
        }
    }
}
