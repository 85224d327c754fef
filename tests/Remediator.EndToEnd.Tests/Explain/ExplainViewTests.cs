using Remediator.Cli.Explain;
using Remediator.Cli.Views;
using Remediator.Core.Policies.Fixing;
using Spectre.Console;

namespace Remediator.EndToEnd.Tests.Explain;

public class ExplainViewTests
{
    [Fact]
    public void The_view_shows_the_deciding_statement_and_the_difference()
    {
        var shown = Shown("""
            {"principal":"arn:aws:iam::111122223333:role/n","action":"ecr:BatchGetImage",
             "resource":"arn:aws:ecr:us-west-2:111122223333:repository/app","identityPolicies":[],
             "resourcePolicy":{"Statement":[{"Effect":"Allow","Principal":"*","Action":"ecr:*"},
               {"Sid":"[red]\u001b[31m\u202eevil","Effect":"Deny","Principal":{"AWS":"arn:aws:iam::111122223333:role/n"},
                "Action":["ecr:PutImage","ecr:BatchGetImage"]}]}}
            """);

        Assert.Contains("resource policy 0, statement 1 \"[red][31mevil\": arn:aws:iam::111122223333:role/n ecr:BatchGetImage", shown,
            StringComparison.Ordinal);
        Assert.Contains("-         \"ecr:PutImage\",", shown, StringComparison.Ordinal);
        Assert.Contains("+         \"ecr:PutImage\"", shown, StringComparison.Ordinal);
        Assert.Contains("ecr:BatchGetImage: ExplicitlyDenied → Allowed", shown, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', shown);
        Assert.DoesNotContain('\u202e', shown);
    }

    [Fact]
    public void The_view_shows_what_is_unknown_and_what_is_refused()
    {
        var shown = Shown("""
            {"principal":"arn:aws:iam::111122223333:role/n","action":"ecr:BatchGetImage",
             "resource":"arn:aws:ecr:us-west-2:111122223333:repository/app","identityPolicies":[],
             "resourcePolicy":{"Statement":{"Effect":"Deny","Principal":"*","Action":"ecr:*",
               "Condition":{"StringNotEquals":{"aws:SourceVpce":"vpce-1"}}}}}
            """);

        Assert.Contains("not known: aws:SourceVpce", shown, StringComparison.Ordinal);
        Assert.Contains("no fix: statement 0 denies only under this condition: ", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void The_view_shows_a_bad_line() => Assert.Contains("line 1  a case is a JSON object", Shown("[]"), StringComparison.Ordinal);

    private static string Shown(string line)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(text),
        });
        ExplainView.Show(new TerminalPage(console), Explanation.Of(line.ReplaceLineEndings(""), 1, PatchStrategy.CarveOut));
        return text.ToString();
    }
}
