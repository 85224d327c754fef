using Remediator.Core.Verdicts;

namespace Remediator.Core.Messages.Page;

/// <summary>The evidence step by step, each with the command that shows the same.</summary>
internal static class PageEvidence
{
    public static string Of(IEnumerable<Evidence> evidence, Catalogue catalogue) =>
        Html.List("evidence", evidence.Select(one => Item(one, catalogue)));

    private static string Item(Evidence evidence, Catalogue catalogue)
    {
        var step = $"<span class=\"mark\">{PageChain.Mark(evidence.Result)} {Html.Text(catalogue.Text(Labels.Of(evidence.Step)))}</span>";
        var what = Html.Text(catalogue.Text(evidence.What));
        return Html.Item($"{step} {what}{Html.Command(evidence.Command)}", evidence.Result.WireName);
    }
}
