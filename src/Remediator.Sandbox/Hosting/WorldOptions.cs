namespace Remediator.Sandbox.Hosting;

/// <summary>How a world is run; all of it may be left out.</summary>
public sealed record WorldOptions
{
    /// <summary>The world's time: back-off of the kubelet, ages, event times.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Another AWS (moto, say) that the kubelet asks for policy, role and image before each pull; the sandbox's own ECR then stays silent.</summary>
    public Uri? Aws { get; init; }

    /// <summary>The port of the AWS endpoint; any free one if not given.</summary>
    public int? Port { get; init; }

    /// <summary>Added to every call, on the wall's clock.</summary>
    public TimeSpan Latency { get; init; }
}
