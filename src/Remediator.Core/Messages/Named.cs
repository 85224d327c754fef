using Remediator.Core.Images;

namespace Remediator.Core.Messages;

/// <summary>The names of a report, fit for a sentence.</summary>
internal static class Named
{
    private const int LongestName = 300;

    public static MessageValue Role(Report report) => report.Puller is { } role ? role.Name : new Message("label.node-role");

    public static string Repository(Report report) => report.Image is ImageReference.Ecr image ? image.Repository : Image(report);

    public static string Cluster(Report report) => Untrusted.Line(report.Cluster, LongestName);

    public static string Image(Report report) => Untrusted.Line(report.Image.Text, LongestName);
}
