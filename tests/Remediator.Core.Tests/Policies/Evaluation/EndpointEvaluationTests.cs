using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Language;

namespace Remediator.Core.Tests.Policies.Evaluation;

public class EndpointEvaluationTests
{
    private const string Everything = """{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}""";

    [Fact]
    public void A_pull_that_the_endpoint_policy_does_not_allow_is_denied() =>
        Is(PolicyAnswer.ImplicitlyDenied, """{"Effect":"Allow","Principal":"*","Action":"ecr:Describe*","Resource":"*"}""");

    [Fact]
    public void An_allow_for_the_account_is_enough() =>
        Is(PolicyAnswer.Allowed,
            """{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"ecr:*","Resource":"*"}""");

    [Fact]
    public void An_allow_for_another_account_does_not_count() =>
        Is(PolicyAnswer.ImplicitlyDenied, """{"Effect":"Allow","Principal":{"AWS":"444455556666"},"Action":"ecr:*","Resource":"*"}""");

    [Fact]
    public void A_deny_wins() =>
    Is(PolicyAnswer.ExplicitlyDenied, Everything,
        """{"Sid":"Fence","Effect":"Deny","Principal":"*","Action":"ecr:BatchGetImage","Resource":"*"}""");

    [Fact]
    public void An_allow_for_another_repository_does_not_count() =>
        Is(PolicyAnswer.ImplicitlyDenied,
            """{"Effect":"Allow","Principal":"*","Action":"*","Resource":"arn:aws:ecr:us-west-2:111122223333:repository/base/*"}""");

    [Fact]
    public void A_condition_that_cannot_be_evaluated_leaves_the_decision_unknown() =>
        Is(PolicyAnswer.Unknown,
            """{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}}""");

    [Fact]
    public void The_deciding_statement_is_reported_as_the_endpoint_s() =>
        Assert.Equal([(PolicyKind.Endpoint, 0)], Judged(Everything).DecidedBy.Select(decider => (decider.Policy, decider.Statement)));

    private static void Is(PolicyAnswer answer, params string[] statements) => Assert.Equal(answer, Judged(statements).Answer);

    private static Decision Judged(params string[] statements) =>
        EndpointEvaluation.Of(Given.Node, "ecr:BatchGetImage", Given.Repository, RequestContext.Empty, Given.Policy(statements));
}
