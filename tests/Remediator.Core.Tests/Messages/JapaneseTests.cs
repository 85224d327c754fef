using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Remediator.Core.Policies.Evaluation;
using Remediator.Core.PullTexts;
using Remediator.Core.Verdicts;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests.Messages;

/// <summary>What this program says itself has its Japanese, held by the texts in its source: a hop or a refusal without Japanese fails here.</summary>
public partial class JapaneseTests
{
    private static readonly string[] s_sources =
        ["Network/*.cs", "Facts/PullerResolution.cs", "Verdicts/Unreachable.cs",
            "Policies/Fixing/EditGuard.cs", "Policies/Fixing/FlipEffect.cs", "Policies/Fixing/Proof.cs"];

    private const string Value = "x-1";

    [GeneratedRegex("[a-z]{3,} [a-z]{2,} [a-z]{2,}")]
    private static partial Regex Sentence();

    /// <summary>Names of calls and keys, hosts, and what only joins others.</summary>
    [GeneratedRegex(@"^[\w:./*\-=,$@]*$|^[\W_]*$|://|^ on| or $|^(\W|x-1)*$")]
    private static partial Regex NoLanguage();

    /// <summary>What a text from outside is searched for has the call in its first group.</summary>
    [GeneratedRegex("(?<!\")(Contains\\(|StartsWith\\(|EndsWith\\(|Split\\()?\\$?\"((?:[^\"\\\\{]|\\\\.|\\{(?:[^{}\"]|\"[^\"]*\")*\\})+)\"(?!\")")]
    private static partial Regex Literals();

    [GeneratedRegex("\\{(?:[^{}\"]|\"[^\"]*\")*\\}")]
    private static partial Regex Holes();

    /// <summary>What the named files say, with a value in each hole: a sentence, a hop of a drawn way, or what could not be read.</summary>
    public static TheoryData<string> Said => [.. s_sources.SelectMany(pattern => Files(pattern)).SelectMany(TextsOf).Distinct()];

    [Theory]
    [MemberData(nameof(Said))]
    public void What_the_source_says_has_its_Japanese(string english)
    {
        string[] told = [.. new[] { english, $"{Value} → {english}", $"{english}: {Value}" }.Select(Words.In(Language.Ja).Phrase).Where(one => one.Any(IsJapanese))];
        Assert.Contains(told, one => !Sentence().IsMatch(one));
    }

    [Fact]
    public void There_is_something_to_hold_it_against() => Assert.InRange(Said.Count, 60, 500);

    [Fact]
    public void A_drawn_way_keeps_its_ids_and_tells_its_hops_in_Japanese() =>
        Assert.Equal(
            "ノード i-0a → sg-1 → subnet-1 → rtb-1（デフォルトルートなし） ✗。不足しているもの: vpc-1 のプライベート DNS を有効にしたインターフェイスエンドポイント com.amazonaws.us-west-2.ecr.dkr、または rtb-1 の NAT ゲートウェイへのデフォルトルート",
            Words.In(Language.Ja).Phrase("node i-0a → sg-1 → subnet-1 → rtb-1 (no default route) ✗; missing: the interface endpoint com.amazonaws.us-west-2.ecr.dkr with private DNS in vpc-1, or a default route to a NAT gateway in rtb-1"));

    public static TheoryData<string> Contract => [.. Enum.GetNames<Symptom>().Select(name => $"{name}: something a node said"), .. Enum.GetNames<Cause>(), .. Enum.GetNames<PolicyAnswer>()];

    [Theory]
    [MemberData(nameof(Contract))]
    public void A_word_of_the_contract_has_a_Japanese_name_where_people_read_it(string word) =>
        Assert.Contains(Words.In(Language.Ja).Phrase(word), IsJapanese);

    [Theory]
    [InlineData("403 Forbidden")]
    [InlineData("no signature, which agrees")]
    [InlineData("tag 1; it is over")]
    public void What_a_node_said_itself_stays_as_it_was_said(string text) =>
        Assert.Equal($"アクセス拒否 (Forbidden): {text}", Words.In(Language.Ja).Phrase($"Forbidden: {text}"));

    [Fact]
    public void A_sentence_stands_in_the_catalogue_once() =>
        Assert.Empty(Files("Wording/JapanesePhrases*.cs").SelectMany(File.ReadLines).Select(line => Entry().Match(line)).Where(entry => entry.Success)
            .GroupBy(entry => entry.Groups[1].Value.Replace("{*}", "{}", StringComparison.Ordinal)).Where(same => same.Count() > 1).Select(same => same.Key));

    [GeneratedRegex("^ +new\\(\"((?:[^\"\\\\]|\\\\.)*)\"")]
    private static partial Regex Entry();

    private static bool IsJapanese(char letter) => letter is >= '\u3041' and <= '\u9fff';

    private static IEnumerable<string> TextsOf(string file) =>
        from line in File.ReadLines(file)
        where !line.TrimStart().StartsWith("//", StringComparison.Ordinal)
        from Match literal in Literals().Matches(line)
        where !literal.Groups[1].Success
        let text = Holes().Replace(literal.Groups[2].Value, Value).Replace("\\\"", "\"", StringComparison.Ordinal)
        where !NoLanguage().IsMatch(text)
        select text;

    private static string[] Files(string pattern, [CallerFilePath] string here = "")
    {
        var core = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "src", "Remediator.Core"));
        return Directory.GetFiles(Path.Combine(core, Path.GetDirectoryName(pattern)!), Path.GetFileName(pattern));
    }
}
