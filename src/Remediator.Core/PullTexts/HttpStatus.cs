namespace Remediator.Core.PullTexts;

/// <summary>A refused request's status (400 to 599) in a clause: <c>403 Forbidden</c>, <c>status code 403</c>, <c>StatusCode: 403, …</c>.</summary>
internal static class HttpStatus
{
    private static readonly string[] s_announcers = ["status", "code", "statuscode", "http", "registry", "blob"];

    internal static int? In(string clause, string before)
    {
        var previous = LastWord(before);
        var first = true;
        foreach (var range in clause.AsSpan().Split(' '))
        {
            var word = clause.AsSpan(range).Trim("(),;.\"");
            if (IsStatus(word) && (s_announcers.Contains(previous) || (first && (ReasonFollows(clause, range.End.Value) || IsAllAfterUrl(clause, word, previous)))))
                return int.Parse(word);
            previous = word.ToString();
            first = false;
        }
        return null;
    }

    private static bool IsStatus(ReadOnlySpan<char> word) =>
        word.Length == 3 && word[0] is ('4' or '5') && char.IsAsciiDigit(word[1]) && char.IsAsciiDigit(word[2]);

    private static bool ReasonFollows(string clause, int end) => end + 1 < clause.Length && char.IsAsciiLetter(clause[end + 1]);

    /// <summary>A text that was cut off after the number.</summary>
    private static bool IsAllAfterUrl(string clause, ReadOnlySpan<char> word, string previous) => previous == "·" && word.Length == clause.Length;

    private static string LastWord(string text) => text[(text.LastIndexOf(' ') + 1)..].Trim('(', '"');
}
