namespace Remediator.Sandbox.Model;

/// <summary>The private address that EC2 writes into a node's name: ip-10-42-108-71.… is 10.42.108.71.</summary>
internal static class NodeAddress
{
    public static string Of(string node) =>
        node.Split('.')[0].Split('-') is ["ip", .. { Length: 4 } parts] ? string.Join('.', parts) : "10.42.0.10";
}
