namespace Remediator.Sandbox.Aws;

/// <summary>The keys of the repositories: https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html</summary>
internal sealed class Kms(Scenario scenario)
{
    public IReadOnlyDictionary<string, AwsOperation> Operations => new Dictionary<string, AwsOperation>
    {
        ["DescribeKey"] = new(request => request.Required("KeyId"), DescribeKey),
    };

    private JsonObject DescribeKey(AwsRequest request)
    {
        var key = request.Required("KeyId");
        var repository = scenario.Repositories.Values.FirstOrDefault(one => one.KmsKey == key)
            ?? throw new AwsError("NotFoundException", $"Key '{key}' does not exist");
        return new()
        {
            ["KeyMetadata"] = new JsonObject
            {
                ["AWSAccountId"] = key.Split(':')[4],
                ["KeyId"] = key.Split('/')[^1],
                ["Arn"] = key,
                ["CreationDate"] = 1_736_900_000,
                ["Enabled"] = repository.KeyUsable,
                ["KeyUsage"] = "ENCRYPT_DECRYPT",
                ["KeyState"] = repository.KeyUsable ? "Enabled" : repository.KeyState,
                ["Origin"] = "AWS_KMS",
                ["KeyManager"] = "CUSTOMER",
            },
        };
    }
}
