using Remediator.Kubernetes;

namespace Remediator.Tests.Kubernetes;

/// <summary>Whether a kubeconfig leads to another cluster than the one that is named.</summary>
public class EksAddressTests
{
    private const string Known = "https://XYZ.gr7.us-west-2.eks.amazonaws.com";

    [Theory]
    [InlineData("https://ABC.gr7.us-west-2.eks.amazonaws.com", true)]
    [InlineData("https://XYZ.gr7.us-west-2.eks.amazonaws.com", false)]
    [InlineData("https://xyz.gr7.us-west-2.eks.amazonaws.com:443/", false)]
    [InlineData("https://rancher.example.com/k8s/clusters/c-1", false)]
    [InlineData("https://127.0.0.1:8443", false)]
    [InlineData("nothing", false)]
    public void Only_the_address_of_another_cluster_of_EKS_says_so(string server, bool isOfAnother) =>
        Assert.Equal(isOfAnother, EksAddress.IsOfAnother(server, Known));
}
