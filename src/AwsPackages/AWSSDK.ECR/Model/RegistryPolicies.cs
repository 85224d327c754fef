using Amazon.Runtime;

namespace Amazon.ECR.Model;

public class GetRegistryPolicyRequest : AmazonECRRequest;

public class GetRegistryPolicyResponse : AmazonWebServiceResponse
{
    public string? RegistryId { get; set; }

    public string? PolicyText { get; set; }
}

public class GetAccountSettingRequest : AmazonECRRequest
{
    public string? Name { get; set; }
}

public class GetAccountSettingResponse : AmazonWebServiceResponse
{
    public string? Name { get; set; }

    public string? Value { get; set; }
}
