using System.Text;
using Remediator.Sandbox.Recording;

namespace Remediator.Sandbox.Aws;

/// <summary>
/// What calls cost: a read unit is 4 KB read consistently, or twice as much otherwise; a write unit is 1 KB, and two in a transaction.
/// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
/// </summary>
internal sealed class DynamoUnits
{
    private readonly Lock _lock = new();
    private TableUnits _used = new(0, 0);

    public TableUnits Used
    {
        get
        {
            lock (_lock)
                return _used;
        }
    }

    /// <param name="size">Of all that was read, whether or not a filter lets it through.</param>
    public double Read(long size, bool isConsistent)
    {
        var units = Math.Max(1, Blocks(size, 4096)) * (isConsistent ? 1 : 0.5);
        lock (_lock)
            _used = _used with { Read = _used.Read + units };
        return units;
    }

    /// <param name="size">The larger of what is there before and after.</param>
    public double Write(long size, bool inTransaction)
    {
        var units = Math.Max(1, Blocks(size, 1024)) * (inTransaction ? 2.0 : 1);
        lock (_lock)
            _used = _used with { Write = _used.Write + units };
        return units;
    }

    /// <summary>https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html</summary>
    public static long SizeOf(JsonObject? item) => item is null ? 0
        : item.Sum(attribute => Encoding.UTF8.GetByteCount(attribute.Key) + SizeOfValue(attribute.Value!.AsObject()));

    private static long SizeOfValue(JsonObject value) => value["S"] is { } text ? Encoding.UTF8.GetByteCount((string)text!)
        : value["N"] is { } number ? (((string)number!).Length + 1) / 2 + 1
        : throw new AwsError("ValidationException", "the sandbox supports only the types S and N");

    private static long Blocks(long size, int block) => (size + block - 1) / block;
}
