using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Images;
using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Fixing;
using Remediator.Core.Policies.Language;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Proposals;

/// <summary>The policy of a VPC endpoint with the statement that it lacks for this pull. A Deny in it is left to its owner.</summary>
internal static class EndpointChange
{
    public static ProposedChange? Of(PullFailure failure, ImageReference.Ecr image, PullFacts facts)
    {
        var puller = facts.Puller.ValueOrNull();
        if (facts.EndpointPolicies is not Fact<IReadOnlyList<EndpointPolicy>>.Known { Value: var policies }
            || First(image, puller, facts, policies) is not { Decision.Answer: PolicyAnswer.ImplicitlyDenied, Endpoint: var endpoint })
            return null;
        var statement = Statement(image, puller, endpoint.Service);
        var after = new Edits { Added = [statement] }.Applied(endpoint.Policy)!;
        JsonNode Document() => JsonNode.Parse(after.Text)!;
        var changed = policies.Select(one => one == endpoint ? one with { Policy = after } : one).ToArray();
        return new(ProposalKind.EndpointPolicy, endpoint.Id,
            new Message("proposal.endpoint-policy", ("endpoint", endpoint.Id), ("service", EndpointAccess.NameOf(endpoint.Service))),
            $"aws ec2 modify-vpc-endpoint --region {ShellCommands.Quote(failure.Scope.Region)} "
            + $"--vpc-endpoint-id {ShellCommands.Quote(endpoint.Id)} --policy-document {ShellCommands.Quote(after.Text)}")
        {
            CloudFormation = $"# AWS::EC2::VPCEndpoint {endpoint.Id}\nPolicyDocument: {JsonText.Compact(Document())}",
            Terraform = Code.Terraform("aws_vpc_endpoint_policy", "this", ("vpc_endpoint_id", endpoint.Id), ("policy", Document())),
            Document = after,
            Proved = First(image, puller, facts, changed)?.Endpoint.Id != endpoint.Id && OnlyFor(image, puller, endpoint, after),
            Notes = First(image, puller, facts, changed) is { } next && next.Endpoint.Id != endpoint.Id
                ? [new(new Message("proposal.next-endpoint", ("endpoint", next.Endpoint.Id)))]
                : [],
        };
    }

    private static EndpointAnswer? First(
        ImageReference.Ecr image, Puller? puller, PullFacts facts, IReadOnlyList<EndpointPolicy> policies) =>
        EndpointAccess.Of(image, puller, facts, policies, EndpointService.EcrDkr, EndpointService.EcrApi, EndpointService.S3)
            .Where(answer => answer.Denies).OrderByDescending(answer => answer.Decision.Answer is PolicyAnswer.ExplicitlyDenied)
            .FirstOrDefault();

    /// <summary>To S3 the caller is no principal of ours, so that statement names none.</summary>
    private static JsonObject Statement(ImageReference.Ecr image, Puller? puller, EndpointService service) => new()
    {
        ["Effect"] = "Allow",
        ["Principal"] = service is EndpointService.S3 ? "*" : new JsonObject { ["AWS"] = puller!.Role.ToString() },
        ["Action"] = service switch
        {
            EndpointService.S3 => "s3:GetObject",
            EndpointService.EcrApi => EcrActions.GetAuthorizationToken,
            _ => JsonText.ArrayOf(EcrActions.Pull),
        },
        ["Resource"] = service switch
        {
            EndpointService.S3 => $"{EndpointAccess.LayerBucketArn(image.Registry)}/*",
            EndpointService.EcrApi => "*",
            _ => image.RepositoryArn,
        },
    };

    /// <summary>Nobody else, no other repository or bucket, and no other action is answered otherwise.</summary>
    private static bool OnlyFor(ImageReference.Ecr image, Puller? puller, EndpointPolicy endpoint, PolicyDocument after)
    {
        var layers = EndpointAccess.LayerBucketArn(image.Registry);
        var isS3 = endpoint.Service is EndpointService.S3;
        Principal?[] principals =
        [
            new Principal.Anonymous(), puller?.Role is { } role ? role : (Principal?)null,
            puller?.Role is { } other ? other with { Name = $"{other.Name}-not" } : (Principal?)null,
        ];
        string[] resources = isS3
            ? [$"{layers}/layer", $"{layers}-other/layer"]
            : [image.RepositoryArn, $"{image.RepositoryArn}-other", "*"];
        string[] actions = isS3 ? ["s3:GetObject", "s3:PutObject", "s3:ListBucket"] : [.. EcrActions.All];
        return principals.OfType<Principal>().All(principal => resources.All(resource => actions.All(action =>
            MayChange(principal, action, resource)
            || Answer(principal, action, resource, endpoint.Policy) == Answer(principal, action, resource, after))));

        bool MayChange(Principal principal, string action, string resource) => endpoint.Service switch
        {
            EndpointService.S3 => action == "s3:GetObject" && resource == resources[0],
            EndpointService.EcrApi => principal is Principal.Role { Of: var asking } && asking == puller!.Role
                && action == EcrActions.GetAuthorizationToken,
            _ => principal is Principal.Role { Of: var pulling } && pulling == puller!.Role && resource == image.RepositoryArn
                && EcrActions.Pull.Contains(action),
        };
    }

    private static PolicyAnswer Answer(Principal principal, string action, string resource, PolicyDocument policy) =>
        EndpointEvaluation.Of(principal, action, resource, RequestContext.Empty, policy).Answer;
}
