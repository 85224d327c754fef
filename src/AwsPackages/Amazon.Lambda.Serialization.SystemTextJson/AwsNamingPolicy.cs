using System.Text.Json;

namespace Amazon.Lambda.Serialization.SystemTextJson;

/// <summary>Leaves names as they are, or to the policy that it was given.</summary>
public class AwsNamingPolicy(JsonNamingPolicy? fallbackNamingPolicy) : JsonNamingPolicy
{
    public AwsNamingPolicy() : this(null) { }

    public override string ConvertName(string name) => fallbackNamingPolicy?.ConvertName(name) ?? name;
}
