using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Remediator.Core.Tests.Wording;

/// <summary>A message that the source makes: its code, or the group that its codes are of, and the names of its arguments.</summary>
/// <param name="Place">The file, from the project's folder on, and the line.</param>
/// <param name="Code">Null where it is no literal.</param>
/// <param name="Group">For <c>Message.Of</c>: the group, and <paramref name="Part"/> the last part of the code or null.</param>
/// <param name="Arguments">Null where a name among them is no literal.</param>
/// <param name="HoldsEnglish">An argument is a sentence of the source's own, or the text of an exception that it caught: English in every
/// language.</param>
internal sealed partial record EmittedMessage(
    string Place, string? Code, string? Group, string? Part, IReadOnlySet<string>? Arguments, bool HoldsEnglish)
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
                    yield return new(place, code, null, null, NamesOf(arguments.Arguments.Skip(1)),
                        arguments.Arguments.Skip(1).Any(HoldsSentence));
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
                    NamesOf(of.Skip(3)), of.Skip(3).Any(HoldsSentence));
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

    private static bool HoldsSentence(ArgumentSyntax argument) => argument.DescendantNodes().Any(node => !IsPassedOn(node) && node switch
    {
        LiteralExpressionSyntax literal => Sentence().IsMatch(literal.Token.ValueText),
        InterpolatedStringTextSyntax text => Sentence().IsMatch(text.TextToken.ValueText),
        MemberAccessExpressionSyntax { Name.Identifier.Text: "Message", Expression: IdentifierNameSyntax { Identifier.Text: var name } } =>
            node.Ancestors().OfType<CatchClauseSyntax>().Any(caught => caught.Declaration?.Identifier.Text == name),
        _ => false,
    });

    /// <summary>To a method, which may take it for the name of a call.</summary>
    private static bool IsPassedOn(SyntaxNode node) =>
        node.Ancestors().OfType<ArgumentSyntax>().Any(argument => argument.Parent?.Parent is InvocationExpressionSyntax);

    private static string? LiteralOf(ExpressionSyntax expression) =>
        expression is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal ? literal.Token.ValueText : null;

    [GeneratedRegex("^[a-z][a-z0-9-]*(\\.[a-z0-9-]+)+$")]
    private static partial Regex CodeLike();

    [GeneratedRegex("[a-z]{2,} [a-z]{2,}")]
    private static partial Regex Sentence();
}
