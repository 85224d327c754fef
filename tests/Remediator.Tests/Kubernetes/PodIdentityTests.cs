using Remediator.Core.Common;
using Remediator.Core.Failures;
using Remediator.Kubernetes;

namespace Remediator.Tests.Kubernetes;

/// <summary>Whose credentials the kubelet pulls a pod's images with.</summary>
public class PodIdentityTests
{
    /// <summary>Admission copies them into a pod that has none, when it is made; the kubelet reads the pod alone.</summary>
    [Fact]
    public void A_secret_that_was_added_to_the_service_account_after_the_pod_was_made_does_not_pull() =>
        Assert.IsType<PodCredentials.None>(Of([], account: "ecr-token"));

    [Fact]
    public void The_secrets_of_the_pod_pull_and_not_those_of_its_service_account() =>
        Assert.Equal(["own"], Assert.IsType<PodCredentials.PullSecrets>(Of(["own"], account: "ecr-token")).Names);

    [Fact]
    public void A_secret_of_the_pod_that_does_not_exist_leaves_the_pull_to_the_node()
    {
        var credentials = Assert.IsType<PodCredentials.None>(Of(["gone"], account: "ecr-token", missing: "gone"));
        Assert.Equal(["gone"], credentials.Missing);
    }

    private static PodCredentials Of(string[] own, string account, params string[] missing) => PodIdentity.Of(
        new Pod
        {
            Metadata = new PodMetadata { Name = "ui-1", Namespace = "default", Uid = "1" },
            Spec = new PodSpec { ImagePullSecrets = [.. own.Select(name => new PodSecretName { Name = name })] },
        },
        Fact.Of(new ServiceAccount
        {
            Metadata = new ObjectMetadata { Name = "default" },
            ImagePullSecrets = [new PodSecretName { Name = account }],
        }), missing, doubt: null);
}
