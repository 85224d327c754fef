namespace Remediator.Sandbox.Hosting;

/// <summary>How a world runs. Every option has a default.</summary>
public sealed record WorldOptions
{
    /// <summary>The clock for kubelet back-off, ages and event times.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>
    /// Another AWS endpoint, such as moto, that the kubelets ask for policies, role and image before each pull. The sandbox's own ECR then
    /// answers every call with an error.
    /// </summary>
    public Uri? Aws { get; init; }

    /// <summary>Port of the AWS endpoint; null: any free one.</summary>
    public int? Port { get; init; }

    /// <summary>
    /// The name of this machine inside containers, such as host.docker.internal: the world then listens on every address, and its endpoints
    /// and certificate carry that name. Null: loopback alone.
    /// </summary>
    public string? ContainerHost { get; init; }

    /// <summary>Added to every call, in real time.</summary>
    public TimeSpan Latency { get; init; }
}
