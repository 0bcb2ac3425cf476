using System.Buffers.Binary;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Publish;

/// <summary>Hashes rows of person tables as COPY writes them. Safe from several threads.</summary>
internal sealed class RowHasher(byte[] personKey)
{
    private static readonly Dictionary<ITable, long> Seeds = Staging.OfPersons.ToDictionary(t => t, t => (long)XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(t.FullName)));
    private readonly byte[] key = HMACSHA256.HashData(personKey, "PersonEtl row hashes"u8);

    /// <summary>The share that some rows of one table have in their person's hash.</summary>
    public PersonHash Of(ITable table, CopyRows rows, int fromRow)
    {
        UInt128 sum = 0;
        var isPublic = table.IsPublic;
        for (var row = fromRow; row < rows.Rows; row++) sum = unchecked(sum + (isPublic ? XxHash128.HashToUInt128(rows.Row(row), Seeds[table]) : Keyed(Seeds[table], rows.Row(row))));
        return isPublic ? new(sum, 0) : new(0, sum);
    }

    private UInt128 Keyed(long seed, ReadOnlySpan<byte> row)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var message = row.Length <= 2048 ? stackalloc byte[row.Length + sizeof(long)] : new byte[row.Length + sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(message, seed);
        row.CopyTo(message[sizeof(long)..]);
        HMACSHA256.HashData(key, message, hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
