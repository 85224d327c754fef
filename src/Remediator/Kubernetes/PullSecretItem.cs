using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Remediator.Core.Audit;

namespace Remediator.Kubernetes;

/// <summary>
/// The fields of a pull secret that this program uses. What it holds stays a base64 text until the names in it are taken out.
/// </summary>
internal sealed record PullSecretItem
{
    public PartialMetadata? Metadata { get; init; }
    public PullSecretData? Data { get; init; }

    /// <exception cref="JsonException">It is no docker configuration, with which the kubelet refuses to pull at all.</exception>
    public SecretContent Content => new(
        Metadata?.SetAt ?? throw new JsonException("the secret has no metadata"), RegistriesIn(Data));

    private static string[] RegistriesIn(PullSecretData? data)
    {
        try
        {
            return data switch
            {
                { Config: { } config } => NamesIn(config, "auths"),
                { OldConfig: { } config } => NamesIn(config, null),
                _ => [],
            };
        }
        // an error of the parser quotes what it read
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            throw new JsonException("the secret holds no docker configuration");
        }
    }

    private static string[] NamesIn(string base64, string? member)
    {
        using var whole = JsonDocument.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(base64)));
        var entries = member is null ? whole.RootElement
            : whole.RootElement.TryGetProperty(member, out var inner) ? inner : default;
        return entries.ValueKind is JsonValueKind.Object ? [.. entries.EnumerateObject().Select(entry => entry.Name)] : [];
    }
}

internal sealed record PullSecretData
{
    [JsonPropertyName(".dockerconfigjson")]
    public string? Config { get; init; }

    [JsonPropertyName(".dockercfg")]
    public string? OldConfig { get; init; }
}
