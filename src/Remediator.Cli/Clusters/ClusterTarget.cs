using Remediator.Settings;

namespace Remediator.Cli.Clusters;

/// <summary>The cluster that a command is about, and how it is reached.</summary>
/// <param name="Account">As the kubeconfig says; null where it does not.</param>
/// <param name="Kubeconfig">Null: with the EKS token.</param>
/// <param name="Context">Null: the kubeconfig's current one.</param>
internal sealed record ClusterTarget(string Cluster, string Region, string? Account, string? Kubeconfig, string? Context)
{
    /// <summary>The address in the kubeconfig; null where none is used.</summary>
    public string? Server { get; init; }

    /// <summary>The settings with which the function reaches it.</summary>
    public FunctionSettings In(FunctionSettings settings) => settings with { Kubeconfig = Kubeconfig, KubeconfigContext = Context };
}
