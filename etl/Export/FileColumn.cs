using System.Text;
using Parquet;
using Parquet.Schema;

namespace PersonEtl.Etl.Export;

/// <summary>A column of a row group read back, as its values count in the column's hash.</summary>
internal static class FileColumn
{
    private static readonly DateTime Epoch = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Reads all rows; null where there is no value.</summary>
    public static async Task ReadAsync(ParquetRowGroupReader group, DataField field, ulong?[] values, CancellationToken cancellationToken)
    {
        if (field.ClrType == typeof(string) || field.ClrType == typeof(ReadOnlyMemory<char>)) await ReadTextsAsync(group, field, values, cancellationToken);
        else if (field.ClrType == typeof(int)) await ReadAsync<int>(group, field, values, ColumnHash.OfNumber, cancellationToken);
        else if (field.ClrType == typeof(bool)) await ReadAsync<bool>(group, field, values, v => v ? 1UL : 0UL, cancellationToken);
        else if (field.ClrType == typeof(DateOnly)) await ReadAsync<DateOnly>(group, field, values, v => ColumnHash.OfNumber(v.DayNumber), cancellationToken);
        else if (field.ClrType == typeof(DateTime)) await ReadAsync<DateTime>(group, field, values, v => ColumnHash.OfInstant((v - Epoch).Ticks / TimeSpan.TicksPerMicrosecond), cancellationToken);
        else throw new NotSupportedException($"{field.Name}: no column of ours has the type {field.ClrType.Name}.");
    }

    private static async Task ReadTextsAsync(ParquetRowGroupReader group, DataField field, ulong?[] values, CancellationToken cancellationToken)
    {
        var read = new string?[values.Length];
        await group.ReadAsync(field, read.AsMemory()!, cancellationToken: cancellationToken);
        var buffer = new byte[256];
        for (var row = 0; row < read.Length; row++) values[row] = read[row] is { } text ? OfText(text, ref buffer) : null;
    }

    private static ulong OfText(string text, ref byte[] buffer)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (buffer.Length < most) buffer = new byte[most];
        return ColumnHash.OfText(buffer.AsSpan(0, Encoding.UTF8.GetBytes(text, buffer)));
    }

    private static async Task ReadAsync<T>(ParquetRowGroupReader group, DataField field, ulong?[] values, Func<T, ulong> counted, CancellationToken cancellationToken)
        where T : struct
    {
        if (field.IsNullable)
        {
            var read = new T?[values.Length];
            await group.ReadAsync<T>(field, read.AsMemory(), cancellationToken: cancellationToken);
            for (var row = 0; row < read.Length; row++) values[row] = read[row] is { } value ? counted(value) : null;
        }
        else
        {
            var read = new T[values.Length];
            await group.ReadAsync<T>(field, read.AsMemory(), cancellationToken: cancellationToken);
            for (var row = 0; row < read.Length; row++) values[row] = counted(read[row]);
        }
    }
}
