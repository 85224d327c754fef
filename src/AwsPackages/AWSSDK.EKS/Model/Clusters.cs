using Amazon.Runtime;

namespace Amazon.EKS.Model;

public class DescribeClusterRequest : AmazonEKSRequest
{
    public string? Name { get; set; }
}

public class DescribeClusterResponse : AmazonWebServiceResponse
{
    public Cluster? Cluster { get; set; }
}

public class ListClustersRequest : AmazonEKSRequest
{
    public int? MaxResults { get; set; }

    public string? NextToken { get; set; }
}

public class ListClustersResponse : AmazonWebServiceResponse
{
    public List<string>? Clusters { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public string? NextToken { get; set; }
}

public class Cluster
{
    public string? Name { get; set; }

    public string? Arn { get; set; }

    public DateTime? CreatedAt { get; set; }

    public string? Version { get; set; }

    public string? Endpoint { get; set; }

    public string? RoleArn { get; set; }

    public VpcConfigResponse? ResourcesVpcConfig { get; set; }

    public ClusterStatus? Status { get; set; }

    public Certificate? CertificateAuthority { get; set; }

    public string? PlatformVersion { get; set; }

    public Dictionary<string, string>? Tags { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public string? Id { get; set; }

    public AccessConfigResponse? AccessConfig { get; set; }

    public ComputeConfigResponse? ComputeConfig { get; set; }
}

public class Certificate
{
    public string? Data { get; set; }
}

public class VpcConfigResponse
{
    public List<string>? SubnetIds { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public List<string>? SecurityGroupIds { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public string? ClusterSecurityGroupId { get; set; }

    public string? VpcId { get; set; }

    public bool? EndpointPublicAccess { get; set; }

    public bool? EndpointPrivateAccess { get; set; }

    public List<string>? PublicAccessCidrs { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}

public class AccessConfigResponse
{
    public bool? BootstrapClusterCreatorAdminPermissions { get; set; }

    public AuthenticationMode? AuthenticationMode { get; set; }
}

public class ComputeConfigResponse
{
    public bool? Enabled { get; set; }

    public List<string>? NodePools { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public string? NodeRoleArn { get; set; }
}
