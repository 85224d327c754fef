using Remediator.Cli.Wording;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Remediator.Cli.Views;

/// <summary>Where people read. On a terminal with colours, rules and panels; anywhere else plain lines that never wrap.</summary>
public sealed class TerminalPage
{
    /// <summary>https://no-color.org: set and not empty.</summary>
    public const string NoColour = "NO_COLOR";

    private const int Widest = 110;
    private int _chapters;

    public TerminalPage(IAnsiConsole console)
    {
        Console = console;
        IsPlain = !console.Profile.Capabilities.Ansi;
        // nobody can tell how wide a file is
        if (IsPlain)
            console.Profile.Width = short.MaxValue;
    }

    public IAnsiConsole Console { get; }

    public bool IsPlain { get; }

    public int Width => Math.Min(Console.Profile.Width, Widest);

    /// <summary>Columns that a line may take before it has to be broken: any number where nobody looks at a terminal.</summary>
    public int Room => IsPlain ? int.MaxValue : Width;

    /// <summary>What is shown on it, the narration as well.</summary>
    public Language Language { get; init; }

    /// <summary>The texts of that language, the command line's own among them.</summary>
    public Catalogue Catalogue => CommandLineCatalogue.In(Language);

    /// <summary>Between two things that the eye should take in one after the other.</summary>
    public TimeSpan Beat { get; init; }

    /// <summary>Escaped, as markup.</summary>
    public string Text(Message message) => TerminalText.Escape(Catalogue.Text(message));

    /// <summary>The same where there is no markup, as on standard error.</summary>
    public string Plain(Message message) => TerminalText.Clean(Catalogue.Text(message));

    public static TerminalPage OnStandardOutput(Language language = Language.En)
    {
        var piped = System.Console.IsOutputRedirected;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = piped ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = piped ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = piped ? InteractionSupport.No : InteractionSupport.Detect,
            // a pipe is plain in continuous integration as well
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        if (!piped && !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(NoColour)))
        {
            console.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
            console.Pipeline.Attach(new Unstyled());
        }
        return new TerminalPage(console) { Beat = TimeSpan.FromMilliseconds(piped ? 0 : 200), Language = language };
    }

    /// <summary>Plain lines beside an answer for programs on standard output.</summary>
    public static TerminalPage OnStandardError(Language language) => new(AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = AnsiSupport.No,
        Out = new AnsiConsoleOutput(System.Console.Error),
        Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
    }))
    { Language = language };

    /// <summary>Begins the next chapter, numbered from 1.</summary>
    public void Chapter(string title)
    {
        var heading = TerminalText.Escape($"{++_chapters}  {title}");
        Line();
        if (IsPlain)
            Line($"== {heading}");
        else
            Console.Write(new Rule($"[bold]{heading}[/]") { Justification = Justify.Left, Style = "dim" });
        Line();
    }

    public void Chapter(Message title) => Chapter(Catalogue.Text(title));

    /// <param name="markup">Escaped text, with markup of our own.</param>
    public void Line(string markup = "") => Console.MarkupLine(markup);

    /// <summary>Marked lines under a title, in a box where there are boxes.</summary>
    public void Panel(string title, Color colour, IEnumerable<string> markup)
    {
        if (IsPlain)
        {
            Line($"-- {TerminalText.Escape(title)}");
            foreach (var line in markup)
                Line($"   {line}".TrimEnd());
        }
        else
            Console.Write(new Panel(new Markup(string.Join('\n', markup)))
            {
                Header = new PanelHeader($" {TerminalText.Escape(title)} "),
                Border = BoxBorder.Rounded,
                BorderStyle = colour,
                Padding = new Padding(1, 0),
                Width = Width,
            });
    }

    /// <summary>A long line that the terminal itself wraps, so that a command can be copied in one piece.</summary>
    public void Unwrapped(string text, Style style) => Console.Write(new Whole(TerminalText.Clean(text), style));

    /// <summary>Bold and dim go with the colours.</summary>
    private sealed class Unstyled : IRenderHook
    {
        public IEnumerable<IRenderable> Process(RenderOptions options, IEnumerable<IRenderable> renderables) =>
            renderables.Select(renderable => new Bare(renderable));

        private sealed class Bare(IRenderable inner) : Renderable
        {
            protected override Measurement Measure(RenderOptions options, int maxWidth) => inner.Measure(options, maxWidth);

            protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
                inner.Render(options, maxWidth).Select(segment => segment.IsControlCode || segment.IsLineBreak
                    ? segment : new Segment(segment.Text, Style.Plain));
        }
    }

    private sealed class Whole(string text, Style style) : Renderable
    {
        protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => [new(text, style), Segment.LineBreak];
    }
}
