using System.Text.Json;

namespace Remediator.Sandbox.Iam;

/// <summary>What a VPC endpoint's policy lets through: it has to allow, and a Deny in it wins.</summary>
internal static class EndpointPolicy
{
    public static IamDecision Evaluate(JsonElement policy, AccessRequest request)
    {
        var speaking = IamEvaluation.Statements(policy).Where(s => Principals.Match(s, request) && IamEvaluation.Covers(s, request)).ToArray();
        return speaking.Any(s => IamEvaluation.Is(s, "Deny")) ? new(false, true, "with an explicit deny in a VPC endpoint policy")
            : speaking.Any(s => IamEvaluation.Is(s, "Allow")) ? new(true, false, "")
            : new(false, false, $"because no VPC endpoint policy allows the {request.Action} action");
    }
}
