using Amazon.Runtime;

namespace Amazon.ECR.Model;

public class GetRepositoryPolicyRequest : AmazonECRRequest
{
    public string? RegistryId { get; set; }

    public string? RepositoryName { get; set; }
}

public class GetRepositoryPolicyResponse : AmazonWebServiceResponse
{
    public string? RegistryId { get; set; }

    public string? RepositoryName { get; set; }

    public string? PolicyText { get; set; }
}

public class SetRepositoryPolicyRequest : AmazonECRRequest
{
    public string? RegistryId { get; set; }

    public string? RepositoryName { get; set; }

    public string? PolicyText { get; set; }

    public bool? Force { get; set; }
}

public class SetRepositoryPolicyResponse : AmazonWebServiceResponse
{
    public string? RegistryId { get; set; }

    public string? RepositoryName { get; set; }

    public string? PolicyText { get; set; }
}

public class DeleteRepositoryPolicyRequest : AmazonECRRequest
{
    public string? RegistryId { get; set; }

    public string? RepositoryName { get; set; }
}

public class DeleteRepositoryPolicyResponse : AmazonWebServiceResponse
{
    public string? RegistryId { get; set; }

    public string? RepositoryName { get; set; }

    public string? PolicyText { get; set; }
}
