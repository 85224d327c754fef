using Amazon.Runtime;

namespace Amazon.ECR;

public class AmazonECRRequest : AmazonWebServiceRequest;
