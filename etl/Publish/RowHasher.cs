using System.Buffers.Binary;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Publish;

/// <summary>Hashes rows of person tables as COPY writes them. Safe from several threads.</summary>
/// <param name="personKey">The installation's; protected rows are hashed with one made from it.</param>
/// <param name="only">The columns that count, where it isn't all of them.</param>
internal sealed class RowHasher(byte[] personKey, HashedColumns? only = null)
{
    private const int OnStack = 2048;
    private static readonly Dictionary<ITable, long> Seeds = Staging.OfPersons.ToDictionary(t => t, t => (long)XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(t.FullName)));
    private readonly byte[] key = HMACSHA256.HashData(personKey, "PersonEtl row hashes"u8);
    private readonly Dictionary<ITable, bool[]>? chosen = only is null ? null : Staging.OfPersons.ToDictionary(t => t, only.CommonOf);

    /// <summary>The share that some rows of one table have in their person's hash.</summary>
    public PersonHash Of(ITable table, CopyRows rows, int fromRow)
    {
        var sum = 0UL;
        for (var row = fromRow; row < rows.Rows; row++) sum = unchecked(sum + Hash(table, chosen is null ? rows.Row(row) : Chosen(rows.Row(row), chosen[table])));
        return PersonHash.Of(table, sum);
    }

    private ulong Hash(ITable table, ReadOnlySpan<byte> row) => table.IsPublic ? XxHash3.HashToUInt64(row, Seeds[table]) : Keyed(Seeds[table], row);

    private ulong Keyed(long seed, ReadOnlySpan<byte> row)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var message = row.Length <= OnStack ? stackalloc byte[row.Length + sizeof(long)] : new byte[row.Length + sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(message, seed);
        row.CopyTo(message[sizeof(long)..]);
        HMACSHA256.HashData(key, message, hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }

    private static byte[] Chosen(ReadOnlySpan<byte> row, bool[] columns)
    {
        var some = new List<byte>(row.Length);
        var at = sizeof(short);
        foreach (var isChosen in columns)
        {
            var field = row.Slice(at, sizeof(int) + Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(row[at..])));
            if (isChosen) some.AddRange(field);
            at += field.Length;
        }
        return [.. some];
    }
}
