using System.Text.Encodings.Web;
using System.Text.Json;

namespace Remediator.Sandbox;

/// <summary>JSON for people and for the wire.</summary>
internal static class Text
{
    public static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");

    public static double Epoch(DateTimeOffset at) => at.ToUnixTimeMilliseconds() / 1000d;
}
