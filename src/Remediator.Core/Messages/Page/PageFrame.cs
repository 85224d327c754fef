namespace Remediator.Core.Messages.Page;

/// <summary>What is around the content of every page: it needs nothing else, runs no script and asks for nothing.</summary>
internal static class PageFrame
{
    /// <param name="title">Encoded.</param>
    public static string Of(Catalogue catalogue, string title, string content) => $"""
        <!DOCTYPE html>
        <html lang="{catalogue.Tag}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
        <meta name="referrer" content="no-referrer">
        <link rel="icon" href="data:,">
        <title>{title}</title>
        <style>
        {PageStyle.Css}
        </style>
        </head>
        <body>
        <main>
        {content}
        </main>
        </body>
        </html>

        """;
}
