using System.Security.Cryptography;
using System.Text;

namespace Remediator.Core.Messages.Page;

/// <summary>
/// The only script of a page: it copies commands, and unfolds all on paper. It asks for nothing, and the page's security policy lets
/// no other run. Where it does not run, the page has no buttons and lacks nothing else.
/// </summary>
internal static class PageScript
{
    /// <summary>The labels of the buttons are in the language of the page, as data of its body.</summary>
    public const string Text = """

        for (const command of document.querySelectorAll('.command')) {
          const button = document.createElement('button');
          const label = text => { button.textContent = text; };
          button.type = 'button';
          button.setAttribute('aria-live', 'polite');
          label(document.body.dataset.copy);
          button.addEventListener('click', async () => {
            const text = command.querySelector('pre');
            getSelection().selectAllChildren(text);
            // the newer interface may wait for a permission that nobody is asked for; what stays selected can be copied by hand
            try {
              if (!document.execCommand('copy')) await navigator.clipboard.writeText(text.textContent);
            } catch {
              return;
            }
            label(document.body.dataset.copied);
            setTimeout(() => label(document.body.dataset.copy), 2000);
          });
          command.append(button);
        }
        addEventListener('beforeprint', () => {
          for (const folded of document.querySelectorAll('details')) folded.open = true;
        });

        """;

    /// <summary>As a source of scripts: https://www.w3.org/TR/CSP3/#grammardef-hash-source</summary>
    public static string Source { get; } = $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Text)))}'";
}
