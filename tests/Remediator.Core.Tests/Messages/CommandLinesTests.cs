using System.Diagnostics;
using Remediator.Core.Images;
using Remediator.Core.Messages;
using Remediator.Core.Policies.Language;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Tests.Messages;

public class CommandLinesTests
{
    public static TheoryData<string> Commands =>
    [
        .. HostileTexts.Texts.Select(text => $"printf '%s|' --region us-west-2 --registry-id 111122223333 --repository-name {ShellCommands.Quote(text)} --image-ids imageTag=1.2.1 --filter imageStatus=ANY"),
        "printf '%s|' --query 'VpcEndpoints[].[ServiceName,PolicyDocument]' --output text --region us-west-2 --cluster-name eks-workshop; printf '%s|' --role-name eks-node",
    ];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_shell_reads_the_lines_as_the_one_command(string command)
    {
        Assert.True(CommandLines.Of(command).Count() > 1);
        Assert.Equal(await Shell(command), await Shell(string.Join('\n', CommandLines.Of(command))));
    }

    [Fact]
    public async Task A_policy_is_broken_where_white_space_means_nothing()
    {
        var policy = Situation.PolicyOf("""{"Sid":"it's, {really} \"so\", yes","Effect":"Deny","Principal":{"AWS":"arn:aws:iam::111122223333:role/eks-node"},"Action":["ecr:PutImage"]}""");
        var command = ShellCommands.SetRepositoryPolicy((ImageReference.Ecr)Situation.Failure().Image, policy).Replace("aws ecr", "printf '%s|'", StringComparison.Ordinal);
        var lines = CommandLines.Of(command).ToArray();
        Assert.All(lines, line => Assert.True(Columns.Of(line) <= 72, line));
        var read = (await Shell(string.Join('\n', lines))).Split('|');
        Assert.True(policy.SameAs(PolicyDocument.Parse(read[Array.IndexOf(read, "--policy-text") + 1])));
    }

    [Fact]
    public void A_short_command_stays_on_its_line() => Assert.Equal(["kubectl get nodes -o wide"], CommandLines.Of("kubectl get nodes -o wide"));

    [Fact]
    public void Two_commands_stand_on_two_lines() =>
        Assert.Equal(["aws iam list-role-policies --role-name a;", "aws iam get-role --role-name a"], CommandLines.Of("aws iam list-role-policies --role-name a; aws iam get-role --role-name a"));

    private static async Task<string> Shell(string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", command]) { RedirectStandardOutput = true })!;
        return await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
