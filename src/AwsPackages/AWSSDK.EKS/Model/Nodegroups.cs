using Amazon.Runtime;

namespace Amazon.EKS.Model;

public class DescribeNodegroupRequest : AmazonEKSRequest
{
    public string? ClusterName { get; set; }

    public string? NodegroupName { get; set; }
}

public class DescribeNodegroupResponse : AmazonWebServiceResponse
{
    public Nodegroup? Nodegroup { get; set; }
}

public class ListNodegroupsRequest : AmazonEKSRequest
{
    public string? ClusterName { get; set; }

    public int? MaxResults { get; set; }

    public string? NextToken { get; set; }
}

public class ListNodegroupsResponse : AmazonWebServiceResponse
{
    public List<string>? Nodegroups { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public string? NextToken { get; set; }
}

public class Nodegroup
{
    public string? NodegroupName { get; set; }

    public string? NodegroupArn { get; set; }

    public string? ClusterName { get; set; }

    public string? Version { get; set; }

    public string? ReleaseVersion { get; set; }

    public DateTime? CreatedAt { get; set; }

    public DateTime? ModifiedAt { get; set; }

    public NodegroupStatus? Status { get; set; }

    public List<string>? InstanceTypes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public List<string>? Subnets { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public AMITypes? AmiType { get; set; }

    public string? NodeRole { get; set; }

    public Dictionary<string, string>? Labels { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public List<Taint>? Taints { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public Dictionary<string, string>? Tags { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}

public class Taint
{
    public TaintEffect? Effect { get; set; }

    public string? Key { get; set; }

    public string? Value { get; set; }
}
