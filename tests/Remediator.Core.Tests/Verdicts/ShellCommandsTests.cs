using System.Diagnostics;
using System.Text;
using Remediator.Core.Images;
using Remediator.Core.Policies.Language;
using Remediator.Core.Tests.Messages;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Tests.Verdicts;

public class ShellCommandsTests
{
    public static TheoryData<string> Texts =>
        [.. HostileTexts.Texts, "", "plain-text_1.2/3", "it's", "a 'b' c", "$HOME", "a;b|c&d", "!!", "\\", "line\nline",
            "{\"Sid\":\"a b\"}", "*", "~", "-rf"];

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task A_shell_unquotes_the_original_text(string text)
    {
        using var shell = Process.Start(new ProcessStartInfo("sh",
            ["-c", $"printf %s {ShellCommands.Quote(text)}"])
        { RedirectStandardOutput = true })!;
        var read = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Printable(text), read);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void No_invisible_character_passes(string text) =>
        Assert.Empty(HostileTexts.InvisibleIn(ShellCommands.Quote(text)));

    [Fact]
    public void A_policy_with_invisible_characters_is_the_same_policy_in_the_command()
    {
        var image = (ImageReference.Ecr)Situation.Failure().Image;
        var command = ShellCommands.SetRepositoryPolicy(image, PolicyDocument.Parse("{\"Statement\":[{\"Sid\":\"a\u202eb\"}]}"));
        Assert.EndsWith("""--policy-text '{"Statement":[{"Sid":"a\u202eb"}]}'""", command, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plain_value_stays_readable() => Assert.Equal("default/ui-private", ShellCommands.Quote("default/ui-private"));

    private static string Printable(string text) =>
        string.Concat(text.EnumerateRunes().Select(rune => HostileTexts.IsInvisible(rune) ? Rune.ReplacementChar : rune));
}
