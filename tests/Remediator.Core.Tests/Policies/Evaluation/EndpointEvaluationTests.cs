using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Language;

namespace Remediator.Core.Tests.Policies.Evaluation;

public class EndpointEvaluationTests
{
    private const string Everything = """{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}""";

    [Fact]
    public void What_it_does_not_allow_is_kept_out() =>
        Is(PolicyAnswer.ImplicitlyDenied, """{"Effect":"Allow","Principal":"*","Action":"ecr:Describe*","Resource":"*"}""");

    [Fact]
    public void An_allow_for_the_account_is_enough() =>
        Is(PolicyAnswer.Allowed,
            """{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"ecr:*","Resource":"*"}""");

    [Fact]
    public void An_allow_for_another_account_is_none() =>
        Is(PolicyAnswer.ImplicitlyDenied, """{"Effect":"Allow","Principal":{"AWS":"444455556666"},"Action":"ecr:*","Resource":"*"}""");

    [Fact]
    public void A_deny_wins() =>
    Is(PolicyAnswer.ExplicitlyDenied, Everything,
        """{"Sid":"Fence","Effect":"Deny","Principal":"*","Action":"ecr:BatchGetImage","Resource":"*"}""");

    [Fact]
    public void Another_repository_s_allow_is_none() =>
        Is(PolicyAnswer.ImplicitlyDenied,
            """{"Effect":"Allow","Principal":"*","Action":"*","Resource":"arn:aws:ecr:us-west-2:111122223333:repository/base/*"}""");

    [Fact]
    public void A_condition_that_cannot_be_known_leaves_it_open() =>
        Is(PolicyAnswer.Unknown,
            """{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}}""");

    [Fact]
    public void The_statement_that_decides_is_told_as_the_endpoints() =>
        Assert.Equal([("endpoint", 0)], Judged(Everything).DecidedBy.Select(decider => (decider.Policy, decider.Statement)));

    private static void Is(PolicyAnswer answer, params string[] statements) => Assert.Equal(answer, Judged(statements).Answer);

    private static Decision Judged(params string[] statements) =>
        EndpointEvaluation.Of(Given.Node, "ecr:BatchGetImage", Given.Repository, RequestContext.Empty, Given.Policy(statements));
}
