using System.Text.Json;

namespace Remediator.Sandbox.Iam;

/// <summary>What a VPC endpoint's policy lets through: it has to allow, and a Deny in it wins.</summary>
internal static class EndpointFence
{
    public static Judged Of(JsonElement policy, AccessRequest request)
    {
        var speaking = Judgement.Statements(policy).Where(s => Principals.Match(s, request) && Judgement.Covers(s, request)).ToArray();
        return speaking.Any(s => Judgement.Is(s, "Deny")) ? new(false, true, "with an explicit deny in a VPC endpoint policy")
            : speaking.Any(s => Judgement.Is(s, "Allow")) ? new(true, false, "")
            : new(false, false, $"because no VPC endpoint policy allows the {request.Action} action");
    }
}
