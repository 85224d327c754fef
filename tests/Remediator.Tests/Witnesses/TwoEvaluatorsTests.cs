using System.Text.Json;
using CsCheck;
using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Language;
using Remediator.Sandbox.Iam;

namespace Remediator.Tests.Witnesses;

/// <summary>The function's evaluation and the sandbox's share no code: on random policies of role, repository and registry.</summary>
public class TwoEvaluatorsTests
{
    private const string Account = "111122223333";
    private const string Role = $"arn:aws:iam::{Account}:role/nodes";
    private const string Session = $"arn:aws:sts::{Account}:assumed-role/nodes/i-1";

    private static readonly string[] s_actions =
        ["ecr:BatchGetImage", "ecr:PutImage", "ecr:BatchImportUpstreamImage", "ecr:CreateRepository"];

    private static readonly Gen<string> s_principal = Gen.OneOf("\"*\"", Aws("*"), Aws(Role), Aws(Session), Aws(Account),
        Aws($"arn:aws:iam::{Account}:root"), Aws("444455556666"), Aws($"arn:aws:iam::{Account}:role/others"));

    private static readonly Gen<string> s_action = Gen.OneOf("\"Action\":\"ecr:*\"", "\"Action\":\"*\"", "\"Action\":[\"ecr:BatchGet*\"]",
        "\"Action\":[\"ecr:PutImage\",\"ecr:CreateRepository\"]", "\"Action\":\"ecr:BatchImportUpstreamImage\"",
        "\"NotAction\":[\"ecr:BatchGetImage\"]", "\"NotAction\":\"ecr:PutImage\"");

    private static readonly Gen<string> s_resource = Gen.OneOf("\"Resource\":\"*\"", "\"Resource\":\"arn:aws:ecr:*:*:repository/shop/*\"",
        "\"Resource\":[\"arn:aws:ecr:us-west-2:111122223333:repository/base\"]",
        "\"NotResource\":\"arn:aws:ecr:us-west-2:*:repository/base*\"");

    private static readonly Gen<string> s_effect = Gen.OneOf("\"Effect\":\"Allow\"", "\"Effect\":\"Allow\"", "\"Effect\":\"Deny\"");

    private static readonly Gen<string> s_identity = Policy(
        Gen.Select(s_effect, s_action, s_resource, (effect, action, resource) => $"{{{effect},{action},{resource}}}"));

    private static readonly Gen<string?> s_repository = OrNone(Policy(
        Gen.Select(s_effect, s_principal, s_action, (effect, who, action) => $"{{{effect},\"Principal\":{who},{action}}}")));

    private static readonly Gen<string?> s_registry = OrNone(Policy(Gen.Select(s_effect, s_principal, s_action, s_resource,
        (effect, who, action, resource) => $"{{{effect},\"Principal\":{who},{action},{resource}}}")));

    [Fact]
    public void Both_decide_alike_with_and_without_a_registry_policy() =>
        Gen.Select(s_identity, s_repository, s_registry, Gen.OneOf("V1", "V2"), Gen.OneOf(s_actions), Gen.OneOf(Account, "444455556666"))
            .Sample((identity, repository, registry, scope, action, owner) =>
            {
                var resource = $"arn:aws:ecr:us-west-2:{owner}:repository/shop/ui";
                var ours = AccessEvaluation.Of(new AccessCase
                {
                    Principal = Principal.Parse(Session, RoleArn.Parse(Role)),
                    Action = action,
                    Resource = resource,
                    IdentityPolicies = [PolicyDocument.Parse(identity)],
                    ResourcePolicy = repository is null ? null : PolicyDocument.Parse(repository),
                    RegistryPolicy = registry is null ? null
                        : new(PolicyDocument.Parse(registry), RegistryPolicyScopeNames.FromWire(scope)),
                }).Answer;
                var theirs = IamEvaluation.Evaluate(new(Role, Session, action, resource, new Dictionary<string, string>()),
                    new([Json(identity)!.Value], null, Json(repository), []) { Registry = Json(registry), RegistryScope = scope });
                Assert.Equal(
                    theirs.Allowed ? PolicyAnswer.Allowed : theirs.Explicit ? PolicyAnswer.ExplicitlyDenied : PolicyAnswer.ImplicitlyDenied,
                    ours);
            }, iter: 20_000);

    private static string Aws(string principal) => $"{{\"AWS\":\"{principal}\"}}";

    private static Gen<string> Policy(Gen<string> statement) => statement.Array[1, 3].Select(statements =>
        $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""");

    private static Gen<string?> OrNone(Gen<string> policy) =>
        Gen.Select(policy, Gen.Int[0, 3], (text, none) => none == 0 ? null : text);

    private static JsonElement? Json(string? text) => text is null ? null : JsonDocument.Parse(text).RootElement;
}
