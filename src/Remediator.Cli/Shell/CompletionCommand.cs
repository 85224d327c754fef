using System.CommandLine;
using Remediator.Cli.Options;

namespace Remediator.Cli.Shell;

/// <summary>`completion SHELL`: the script that makes a shell complete commands, options and their values.</summary>
internal static class CompletionCommand
{
    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh or pwsh" };
        shell.AcceptOnlyFromAmong("bash", "zsh", "pwsh");
        var command = new Command("completion",
            "Print a completion script: source <(remediator completion bash); for PowerShell: "
            + "remediator completion pwsh | Out-String | Invoke-Expression")
        {
            shell,
        };
        command.SetAction(parsed =>
        {
            Console.Out.Write(parsed.GetValue(shell) switch
            {
                "bash" => Bash,
                "zsh" => Zsh,
                _ => PowerShell,
            });
            return ExitCode.Done;
        });
        return command;
    }

    // each asks the program itself, by the directive of its parser: [suggest:POSITION] and the line as it was typed
    private const string Bash = """
        _remediator() {
            local IFS=$'\n' line="${COMP_LINE#*[[:space:]]}" word="${COMP_WORDS[COMP_CWORD]}"
            local position=$((COMP_POINT - ${#COMP_LINE} + ${#line}))
            COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" "[suggest:$position]" "$line" 2>/dev/null)" -- "$word"))
            [ ${#COMPREPLY[@]} -gt 0 ] || compopt -o default
        }
        complete -F _remediator remediator

        """;

    private const string Zsh = """
        #compdef remediator
        _remediator() {
            local -a found
            local line="${BUFFER#*[[:space:]]}"
            local position=$((CURSOR - ${#BUFFER} + ${#line}))
            found=("${(@f)$("${words[1]}" "[suggest:$position]" "$line" 2>/dev/null)}")
            if [[ -n "$found" ]]; then compadd -- $found; else _files; fi
        }
        compdef _remediator remediator

        """;

    private const string PowerShell = """
        Register-ArgumentCompleter -Native -CommandName remediator -ScriptBlock {
            param($word, $ast, $cursor)
            $whole = $ast.ToString()
            $line = $whole -replace '^\S+\s*', ''
            $position = [Math]::Max(0, $cursor - $whole.Length + $line.Length)
            & $ast.CommandElements[0].Value "[suggest:$position]" "$line" 2>$null | Where-Object { $_ -like "$word*" } | ForEach-Object {
                [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
            }
        }

        """;
}
