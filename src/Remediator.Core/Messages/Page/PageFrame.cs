namespace Remediator.Core.Messages.Page;

/// <summary>What is around the content of every page: it needs nothing else, asks for nothing, and runs one script of ours.</summary>
internal static class PageFrame
{
    /// <summary>Nothing is fetched or sent, and no script runs but the one of the page.</summary>
    private static readonly string s_policy =
        $"default-src 'none'; style-src 'unsafe-inline'; script-src {PageScript.Source}; img-src data:";

    /// <param name="title">Encoded.</param>
    public static string Of(Catalogue catalogue, string title, string content) => $"""
        <!DOCTYPE html>
        <html lang="{catalogue.Tag}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="{s_policy}">
        <meta name="referrer" content="no-referrer">
        <link rel="icon" href="data:,">
        <title>{title}</title>
        <style>
        {PageStyle.Css}
        </style>
        </head>
        <body {Words(catalogue)}>
        <main>
        {content}
        </main>
        <script>{PageScript.Text}</script>
        </body>
        </html>

        """;

    /// <summary>What the script shows.</summary>
    private static string Words(Catalogue catalogue) =>
        $"data-copy=\"{Html.Label(catalogue, new Message("label.copy"))}\" "
        + $"data-copied=\"{Html.Label(catalogue, new Message("label.copied"))}\"";
}
