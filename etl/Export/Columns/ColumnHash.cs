using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace PersonEtl.Etl.Export;

/// <summary>
/// How the values of a column become one number that doesn't depend on the order of rows, nor on how a file or the database represents them.
/// A null adds nothing; whether a row is there at all shows in the columns of its key.
/// </summary>
internal static class ColumnHash
{
    /// <summary>As the manifest tells it.</summary>
    public const string Meaning = "Sum modulo 2^64, over the rows with a value, of mix(key, value) with mix(a, b) = XXH3-64 of a and b as 8 bytes each, little-endian, seeded with XXH3-64 of the column's name. "
        + "A value is XXH3-64 of its UTF-8 text (ids as text), the integer, 0 or 1, days since 0001-01-01, or milliseconds since 2000-01-01T00:00:00Z, floored. The key begins as 0 and becomes mix(key, value) of each key column of its row that has a value, in order.";

    private const long MicrosecondsPerMillisecond = 1000;

    public static ulong Seed(string column) => XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(column));

    public static ulong OfText(ReadOnlySpan<byte> text) => XxHash3.HashToUInt64(text);

    public static ulong OfNumber(int number) => unchecked((ulong)number);

    /// <summary>Floored to milliseconds: see <see cref="ParquetColumn"/>.</summary>
    public static ulong OfInstant(long microseconds)
    {
        var (milliseconds, rest) = Math.DivRem(microseconds, MicrosecondsPerMillisecond);
        return unchecked((ulong)(rest < 0 ? milliseconds - 1 : milliseconds));
    }

    public static ulong Mix(ulong key, ulong value, ulong seed)
    {
        Span<byte> both = stackalloc byte[2 * sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(both, key);
        BinaryPrimitives.WriteUInt64LittleEndian(both[sizeof(ulong)..], value);
        return XxHash3.HashToUInt64(both, unchecked((long)seed));
    }
}
