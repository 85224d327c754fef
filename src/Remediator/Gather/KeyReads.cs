using Amazon.KeyManagementService.Model;
using Remediator.Aws;
using Remediator.Core.Facts;

namespace Remediator.Gather;

/// <summary>The state of a KMS key.</summary>
internal sealed class KeyReads(AwsAccess aws)
{
    /// <param name="place">The registry's: a key is of its region, and whoever works there is who may read it.</param>
    public Task<Fact<KeyState>> StateAsync(Place place, string key, CancellationToken cancelled) =>
        TryRead.FactAsync("kms:DescribeKey", async () =>
        {
            var answer = await aws.Kms(place).DescribeKeyAsync(new DescribeKeyRequest { KeyId = key }, cancelled);
            return answer.KeyMetadata?.KeyState?.Value is { Length: > 0 } state ? new KeyState(state)
                : throw new UnusableAnswerException(new Message("gap.response.no-key-state"));
        }, cancelled);
}
