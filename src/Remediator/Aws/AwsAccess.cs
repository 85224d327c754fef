using System.Collections.Concurrent;
using Amazon;
using Amazon.DynamoDBv2;
using Amazon.EC2;
using Amazon.ECR;
using Amazon.EKS;
using Amazon.IdentityManagement;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Amazon.SecurityToken;
using Amazon.SimpleNotificationService;
using Remediator.Core.Images;
using Remediator.Core.Policies.Language;

namespace Remediator.Aws;

/// <summary>
/// The SDK's clients, one a service and region, made when first needed. Without arguments everything comes from the SDK's own chain
/// (environment, profile, role); credentials and an endpoint are given by those who host several worlds in one process.
/// </summary>
/// <param name="spokes">The roles to work as in other accounts; none when not given.</param>
/// <param name="patience">How long one attempt of a call may take; 10 s when not given.</param>
/// <param name="http">Who makes the HTTP clients; the SDK when not given.</param>
public sealed class AwsAccess(
    AWSCredentials? credentials = null, Uri? endpoint = null, TimeSpan? patience = null, Spokes? spokes = null, HttpClientFactory? http = null) : IDisposable
{
    private const int Retries = 2;

    private readonly Lock door = new();
    private readonly Dictionary<(Type, RoleArn?, string), AmazonServiceClient> clients = [];
    private readonly ConcurrentDictionary<RoleArn, SpokeCredentials> assumed = [];
    private readonly AWSCredentials own = credentials ?? DefaultAWSCredentialsIdentityResolver.GetCredentials();

    public Spokes Spokes { get; } = spokes ?? Spokes.None;

    /// <summary>A read that hangs must leave time for telling, so nobody waits longer than this for one attempt.</summary>
    public TimeSpan Patience { get; } = patience ?? TimeSpan.FromSeconds(10);

    public IAmazonECR Ecr(Place place) => Client(place, new AmazonECRConfig(), (c, config) => new AmazonECRClient(c, config));

    /// <summary>A client for one write: a second attempt has to compare again, so nobody below makes one.</summary>
    public IAmazonECR EcrOnce(Place place) =>
        new AmazonECRClient(CredentialsOf(place.Account), Configured(new AmazonECRConfig { HttpClientFactory = new SentOnce() }, place.Region, retries: 0));

    public IAmazonDynamoDB DynamoDb(string region) =>
        Client(region, new AmazonDynamoDBConfig(), (c, config) => new AmazonDynamoDBClient(c, config));

    public IAmazonEC2 Ec2(Place place) => Client(place, new AmazonEC2Config(), (c, config) => new AmazonEC2Client(c, config));

    public IAmazonEKS Eks(Place place) => Client(place, new AmazonEKSConfig(), (c, config) => new AmazonEKSClient(c, config));

    public IAmazonIdentityManagementService Iam(Place place) =>
        Client(place, new AmazonIdentityManagementServiceConfig(), (c, config) => new AmazonIdentityManagementServiceClient(c, config));

    public IAmazonSecurityTokenService Sts(string region) =>
        Client(region, new AmazonSecurityTokenServiceConfig(), (c, config) => new AmazonSecurityTokenServiceClient(c, config));

    public IAmazonSimpleNotificationService Sns(string region) =>
        Client(region, new AmazonSimpleNotificationServiceConfig(), (c, config) => new AmazonSimpleNotificationServiceClient(c, config));

    public void Dispose()
    {
        foreach (var client in clients.Values)
            client.Dispose();
    }

    /// <summary>Our own, or those of the role we assume in that account.</summary>
    public AWSCredentials CredentialsOf(string account) => Spokes.In(account) is { } role ? Assumed(role) : own;

    private SpokeCredentials Assumed(RoleArn role) => assumed.GetOrAdd(role, one => new SpokeCredentials(() => Sts(Spokes.Region), one, Spokes.ExternalId));

    private TClient Client<TClient, TConfig>(Place place, TConfig config, Func<AWSCredentials, TConfig, TClient> make)
        where TClient : AmazonServiceClient
        where TConfig : ClientConfig => Client(Spokes.In(place.Account), place.Region, config, make);

    private TClient Client<TClient, TConfig>(string region, TConfig config, Func<AWSCredentials, TConfig, TClient> make)
        where TClient : AmazonServiceClient
        where TConfig : ClientConfig => Client(null, region, config, make);

    private TClient Client<TClient, TConfig>(RoleArn? role, string region, TConfig config, Func<AWSCredentials, TConfig, TClient> make)
        where TClient : AmazonServiceClient
        where TConfig : ClientConfig
    {
        lock (door)
        {
            if (clients.TryGetValue((typeof(TClient), role, region), out var made))
                return (TClient)made;
            var client = make(role is { } spoke ? Assumed(spoke) : own, Configured(config, region, Retries));
            clients.Add((typeof(TClient), role, region), client);
            return client;
        }
    }

    private TConfig Configured<TConfig>(TConfig config, string region, int retries) where TConfig : ClientConfig
    {
        config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        if (endpoint is not null)
        {
            config.ServiceURL = endpoint.ToString();
            config.AuthenticationRegion = region;
        }
        if (http is not null)
            config.HttpClientFactory = http;
        config.Timeout = Patience;
        config.MaxErrorRetry = retries;
        return config;
    }
}
