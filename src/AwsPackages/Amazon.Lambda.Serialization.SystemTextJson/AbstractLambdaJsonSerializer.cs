using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Amazon.Lambda.Serialization.SystemTextJson;

/// <summary>What the JSON serializers share: their defaults, and failures that name the type.</summary>
public abstract class AbstractLambdaJsonSerializer
{
    protected AbstractLambdaJsonSerializer(Action<JsonWriterOptions>? jsonWriterCustomizer)
    {
        WriterOptions = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        jsonWriterCustomizer?.Invoke(WriterOptions);
    }

    protected JsonWriterOptions WriterOptions { get; }

    /// <exception cref="JsonSerializerException">The response cannot be written as JSON.</exception>
    public void Serialize<T>(T response, Stream responseStream)
    {
        try
        {
            using var writer = new Utf8JsonWriter(responseStream, WriterOptions);
            InternalSerialize(writer, response);
        }
        catch (Exception failure) when (failure is not JsonSerializerException)
        {
            throw new JsonSerializerException($"cannot write the response of type {typeof(T).FullName} as JSON: {failure.Message}", failure);
        }
    }

    /// <exception cref="JsonSerializerException">The event is not JSON, or not of this type.</exception>
    public T Deserialize<T>(Stream requestStream)
    {
        try
        {
            using var utf8Json = new MemoryStream();
            requestStream.CopyTo(utf8Json);
            return InternalDeserialize<T>(utf8Json.ToArray());
        }
        catch (Exception failure) when (failure is not JsonSerializerException)
        {
            throw new JsonSerializerException($"cannot read the event as {typeof(T).FullName}: {failure.Message}", failure);
        }
    }

    protected virtual JsonSerializerOptions CreateDefaultJsonSerializationOptions() => new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        PropertyNameCaseInsensitive = true,
        PropertyNamingPolicy = new AwsNamingPolicy(),
    };

    protected abstract void InternalSerialize<T>(Utf8JsonWriter writer, T response);

    protected abstract T InternalDeserialize<T>(byte[] utf8Json);
}
