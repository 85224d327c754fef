using System.Collections.Concurrent;
using Amazon;
using Amazon.DynamoDBv2;
using Amazon.EC2;
using Amazon.ECR;
using Amazon.EKS;
using Amazon.IdentityManagement;
using Amazon.KeyManagementService;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Amazon.SecurityToken;
using Amazon.SimpleNotificationService;
using Amazon.SQS;
using Remediator.Core.Policies.Language;

namespace Remediator.Aws;

/// <summary>
/// The SDK's clients, one per service, role and region, made when first needed and disposed when unused for <see cref="KeptFor"/>: the
/// regions are those of images, which anyone who may create a pod can name. Without arguments everything comes from the SDK's own chain
/// (environment, profile, role); credentials and an endpoint are given by hosts of several worlds in one process.
/// </summary>
/// <param name="spokes">The roles to work as in other accounts; none when not given.</param>
/// <param name="patience">How long one attempt of a call may take; 10 s when not given.</param>
/// <param name="http">Sends the requests of all clients, and outlives them; the SDK makes handlers when not given.</param>
/// <param name="clock">For the age of clients; the system's when not given.</param>
public sealed class AwsAccess(
    AWSCredentials? credentials = null, Uri? endpoint = null, TimeSpan? patience = null, Spokes? spokes = null,
    HttpMessageHandler? http = null, TimeProvider? clock = null) : IDisposable
{
    /// <summary>Callers get the client again for every call, and no call lasts nearly as long.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromHours(1);

    private const int Retries = 2;

    private readonly Lock _lock = new();
    private readonly Dictionary<(Type, RoleArn?, string), Kept> _clients = [];
    private readonly ConcurrentDictionary<RoleArn, SpokeCredentials> _assumed = [];
    private readonly AWSCredentials _own = credentials ?? DefaultAWSCredentialsIdentityResolver.GetCredentials();
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

    public Spokes Spokes { get; } = spokes ?? Spokes.None;

    /// <summary>A read that hangs must leave time for the notification, so no attempt lasts longer than this.</summary>
    public TimeSpan Patience { get; } = patience ?? TimeSpan.FromSeconds(10);

    public IAmazonECR Ecr(Place place) => Client(place, new AmazonECRConfig(), (c, config) => new AmazonECRClient(c, config));

    /// <summary>
    /// A client for one write, which the caller disposes: before a second attempt the policy has to be compared again, so nothing below
    /// retries.
    /// </summary>
    public IAmazonECR EcrOnce(Place place)
    {
        var config = Configured(new AmazonECRConfig { HttpClientFactory = new SentOnce(http) }, place.Region, retries: 0);
        return new AmazonECRClient(CredentialsOf(place.Account), config);
    }

    /// <summary>Tries nothing again: a table is tried sooner and more often than the SDK would.</summary>
    public IAmazonDynamoDB DynamoDb(string region) =>
        Client(null, region, new AmazonDynamoDBConfig(), (c, config) => new AmazonDynamoDBClient(c, config), retries: 0);

    public IAmazonEC2 Ec2(Place place) => Client(place, new AmazonEC2Config(), (c, config) => new InstancesClient(c, config));

    public IAmazonEKS Eks(Place place) => Client(place, new AmazonEKSConfig(), (c, config) => new AmazonEKSClient(c, config));

    public IAmazonIdentityManagementService Iam(Place place) =>
        Client(place, new AmazonIdentityManagementServiceConfig(), (c, config) => new AmazonIdentityManagementServiceClient(c, config));

    public IAmazonKeyManagementService Kms(Place place) =>
        Client(place, new AmazonKeyManagementServiceConfig(), (c, config) => new AmazonKeyManagementServiceClient(c, config));

    public IAmazonSecurityTokenService Sts(string region) =>
        Client(region, new AmazonSecurityTokenServiceConfig(), (c, config) => new AmazonSecurityTokenServiceClient(c, config));

    public IAmazonSimpleNotificationService Sns(string region) =>
        Client(region, new AmazonSimpleNotificationServiceConfig(), (c, config) => new AmazonSimpleNotificationServiceClient(c, config));

    public IAmazonSQS Sqs(string region) => Client(region, new AmazonSQSConfig(), (c, config) => new AmazonSQSClient(c, config));

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var kept in _clients.Values)
                kept.Client.Dispose();
            _clients.Clear();
        }
    }

    /// <summary>This program's own, or those of the role it assumes in that account.</summary>
    public AWSCredentials CredentialsOf(string account) => Spokes.In(account) is { } role ? Assumed(role) : _own;

    private SpokeCredentials Assumed(RoleArn role) =>
        _assumed.GetOrAdd(role, one => new SpokeCredentials(() => Sts(Spokes.Region), one, Spokes.ExternalId));

    private TClient Client<TClient, TConfig>(Place place, TConfig config, Func<AWSCredentials, TConfig, TClient> make)
        where TClient : AmazonServiceClient
        where TConfig : ClientConfig => Client(Spokes.In(place.Account), place.Region, config, make);

    private TClient Client<TClient, TConfig>(string region, TConfig config, Func<AWSCredentials, TConfig, TClient> make)
        where TClient : AmazonServiceClient
        where TConfig : ClientConfig => Client(null, region, config, make);

    private TClient Client<TClient, TConfig>(
        RoleArn? role, string region, TConfig config, Func<AWSCredentials, TConfig, TClient> make, int retries = Retries)
        where TClient : AmazonServiceClient
        where TConfig : ClientConfig
    {
        lock (_lock)
        {
            var now = _clock.GetUtcNow();
            if (_clients.TryGetValue((typeof(TClient), role, region), out var kept))
            {
                kept.LastUse = now;
                return (TClient)kept.Client;
            }
            DisposeUnused(now);
            var client = make(role is { } spoke ? Assumed(spoke) : _own, Configured(config, region, retries));
            _clients.Add((typeof(TClient), role, region), new Kept(client, now));
            return client;
        }
    }

    private void DisposeUnused(DateTimeOffset now)
    {
        foreach (var (key, kept) in _clients.Where(one => one.Value.LastUse + KeptFor <= now).ToArray())
        {
            _clients.Remove(key);
            kept.Client.Dispose();
        }
    }

    private TConfig Configured<TConfig>(TConfig config, string region, int retries) where TConfig : ClientConfig
    {
        config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        if (endpoint is not null)
            config.ServiceURL = endpoint.ToString();
        // also where AWS_ENDPOINT_URL names it: such an endpoint tells no region, and a signature is for the one that is asked about
        if (config.ServiceURL is not null)
            config.AuthenticationRegion = region;
        if (http is not null)
            config.HttpClientFactory ??= new OneHandler(http);
        config.Timeout = Patience;
        config.MaxErrorRetry = retries;
        return config;
    }

    private sealed class OneHandler(HttpMessageHandler handler) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) =>
            new(handler, disposeHandler: false) { Timeout = clientConfig.Timeout ?? System.Threading.Timeout.InfiniteTimeSpan };
    }

    private sealed class Kept(AmazonServiceClient client, DateTimeOffset now)
    {
        public AmazonServiceClient Client => client;

        public DateTimeOffset LastUse { get; set; } = now;
    }
}
