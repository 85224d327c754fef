using Amazon.Runtime;

namespace Amazon.EKS.Model;

public class DescribeFargateProfileRequest : AmazonEKSRequest
{
    public string? ClusterName { get; set; }

    public string? FargateProfileName { get; set; }
}

public class DescribeFargateProfileResponse : AmazonWebServiceResponse
{
    public FargateProfile? FargateProfile { get; set; }
}

public class ListFargateProfilesRequest : AmazonEKSRequest
{
    public string? ClusterName { get; set; }

    public int? MaxResults { get; set; }

    public string? NextToken { get; set; }
}

public class ListFargateProfilesResponse : AmazonWebServiceResponse
{
    public List<string>? FargateProfileNames { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public string? NextToken { get; set; }
}

public class FargateProfile
{
    public string? FargateProfileName { get; set; }

    public string? FargateProfileArn { get; set; }

    public string? ClusterName { get; set; }

    public DateTime? CreatedAt { get; set; }

    public string? PodExecutionRoleArn { get; set; }

    public List<string>? Subnets { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public List<FargateProfileSelector>? Selectors { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public FargateProfileStatus? Status { get; set; }

    public Dictionary<string, string>? Tags { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}

public class FargateProfileSelector
{
    public string? Namespace { get; set; }

    public Dictionary<string, string>? Labels { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}
