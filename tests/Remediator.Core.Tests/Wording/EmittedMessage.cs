using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Remediator.Core.Tests.Wording;

/// <summary>A message that the source makes: its code, or the group that its codes are of, and the names of its arguments.</summary>
/// <param name="Place">The file, from the project's folder on, and the line.</param>
/// <param name="Code">Null where it is no literal.</param>
/// <param name="Group">For <c>Message.Of</c>: the group, and <paramref name="Part"/> the last part of the code or null.</param>
/// <param name="Arguments">Null where a name among them is no literal.</param>
internal sealed partial record EmittedMessage(string Place, string? Code, string? Group, string? Part, IReadOnlySet<string>? Arguments)
{
    /// <summary>All that the source of the program makes.</summary>
    public static IReadOnlyList<EmittedMessage> All { get; } = [.. SourceFiles().SelectMany(In)];

    private static IEnumerable<string> SourceFiles() => Directory.EnumerateDirectories(Source()).Where(MakesMessages)
        .SelectMany(project => Directory.EnumerateFiles(project, "*.cs", SearchOption.AllDirectories))
        .Where(file => !InSource(file).Split('/').Any(part => part is "obj" or "bin"));

    private static string Source([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "src"));

    private static string InSource(string file) => Path.GetRelativePath(Source(), file).Replace(Path.DirectorySeparatorChar, '/');

    /// <summary>Its project file names the catalogue's room; other projects have a Message of their own.</summary>
    private static bool MakesMessages(string project) => Directory.EnumerateFiles(project, "*.csproj")
        .Any(file => File.ReadAllText(file).Contains("<Using Include=\"Remediator.Core.Wording\" />", StringComparison.Ordinal));

    private static IEnumerable<EmittedMessage> In(string file)
    {
        var root = CSharpSyntaxTree.ParseText(File.ReadAllText(file),
            new CSharpParseOptions(LanguageVersion.Preview)).GetCompilationUnitRoot();
        // what makes messages of stored ones and of members, and a batch, which has a Message of its own
        if (root.DescendantNodes().OfType<TypeDeclarationSyntax>().Any(type => type.Identifier.Text == "Message"))
            yield break;
        foreach (var node in root.DescendantNodes())
        {
            var place = $"{InSource(file)}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";
            var arguments = node switch
            {
                ObjectCreationExpressionSyntax { Type: IdentifierNameSyntax { Identifier.Text: "Message" } } created =>
                    created.ArgumentList,
                ImplicitObjectCreationExpressionSyntax
                {
                    ArgumentList:
                    {
                        Arguments: [{ Expression: LiteralExpressionSyntax code },
                    ..]
                    } list
                }
                    when CodeLike().IsMatch(code.Token.ValueText) => list,
                _ => null,
            };
            if (arguments is { Arguments: [var first, ..] })
                foreach (var code in CodesOf(first.Expression))
                    yield return new(place, code, null, null, NamesOf(arguments.Arguments.Skip(1)));
            else if (node is InvocationExpressionSyntax
            {
                Expression: MemberAccessExpressionSyntax
                {
                    Expression: IdentifierNameSyntax { Identifier.Text: "Message" },
                    Name.Identifier.Text: "Of"
                },
                ArgumentList.Arguments: var of,
            })
                yield return new(place, null, LiteralOf(of[0].Expression), of.Count > 2 ? LiteralOf(of[2].Expression) ?? "?" : null,
                    NamesOf(of.Skip(3)));
        }
    }

    /// <summary>One code, or those of a choice.</summary>
    private static IEnumerable<string?> CodesOf(ExpressionSyntax code) => code is ConditionalExpressionSyntax choice
        ? CodesOf(choice.WhenTrue).Concat(CodesOf(choice.WhenFalse)) : [LiteralOf(code)];

    private static HashSet<string>? NamesOf(IEnumerable<ArgumentSyntax> arguments)
    {
        var names = arguments
            .Select(one => one.Expression is TupleExpressionSyntax { Arguments: [var name, _] } ? LiteralOf(name.Expression) : null)
            .ToArray();
        return names.Contains(null) ? null : [.. names.OfType<string>()];
    }

    private static string? LiteralOf(ExpressionSyntax expression) =>
        expression is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal ? literal.Token.ValueText : null;

    [GeneratedRegex("^[a-z][a-z0-9-]*(\\.[a-z0-9-]+)+$")]
    private static partial Regex CodeLike();
}
