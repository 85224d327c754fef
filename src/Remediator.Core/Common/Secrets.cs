namespace Remediator.Core.Common;

/// <summary>
/// Takes out of a text from outside what may open a door: tokens, signatures of presigned URLs, access keys. A registry's error quotes the
/// URL that failed, and the URL of a layer is signed (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html).
/// </summary>
public static class Secrets
{
    private const string Gone = "[redacted]";
    private const int ShortestToken = 16;

    // after any of these, in any case, what follows up to a delimiter is secret
    private static readonly string[] s_before =
    [
        "X-Amz-Security-Token=", "X-Amz-Signature=", "X-Amz-Credential=", "Bearer ", "Basic ", "aws_secret_access_key=",
        "aws_session_token=", "AWS_SECRET_ACCESS_KEY=",
        "\"SecretAccessKey\":\"", "\"SessionToken\":\"", "\"SecretAccessKey\": \"", "\"SessionToken\": \"", "password=", "\"password\":\"",
        "\"auth\":\"", "token=",
    ];

    // a word that begins so is secret as a whole: tokens of EKS, JSON web tokens, access key ids
    private static readonly string[] s_words = ["k8s-aws-v1.", "eyJ", "AKIA", "ASIA"];

    public static string Redacted(string text)
    {
        foreach (var before in s_before)
            text = Cut(text, before, before.Length, StringComparison.OrdinalIgnoreCase, before.EndsWith(' ') ? ShortestToken : 1);
        foreach (var word in s_words)
            text = Cut(text, word, 0, StringComparison.Ordinal, ShortestToken);
        return text;
    }

    /// <param name="kept">How much of the mark stays in front of what is taken out.</param>
    /// <param name="shortest">Fewer characters are a word of prose: "Basic" is one.</param>
    private static string Cut(string text, string mark, int kept, StringComparison comparison, int shortest)
    {
        for (var at = text.IndexOf(mark, comparison); at >= 0; at = text.IndexOf(mark, at + kept + 1, comparison))
        {
            var from = at + kept;
            var to = from;
            while (to < text.Length && IsInside(text[to]))
                to++;
            if (to - from >= shortest && !(kept == 0 && at > 0 && char.IsAsciiLetterOrDigit(text[at - 1])))
                text = $"{text[..from]}{Gone}{text[to..]}";
            if (at + kept + 1 >= text.Length)
                break;
        }
        return text;
    }

    private static bool IsInside(char c) => char.IsAsciiLetterOrDigit(c) || "-_.~+/=%".Contains(c);
}
