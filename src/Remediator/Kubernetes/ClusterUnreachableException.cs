namespace Remediator.Kubernetes;

/// <summary>The cluster cannot be opened or read, and trying the event again will not help: our role lacks a right, or there is no such cluster.</summary>
public sealed class ClusterUnreachableException(string why) : Exception(why);
