using System.Buffers.Binary;
using System.Numerics;
using Npgsql;
using NpgsqlTypes;

namespace PersonEtl.Etl.Publish;

/// <summary>Persons whose ids lie between two, so that any number of them can be gone through in little memory: ids are hashes, and spread evenly.</summary>
/// <param name="From">The least id.</param>
/// <param name="Until">The first id beyond it; null for the last range.</param>
internal sealed record PersonRange(Guid From, Guid? Until)
{
    public const string Condition = "person_id >= @from and (@until is null or person_id < @until)";

    private const int PersonsAtOnce = 50_000;
    private const int MostBits = 16;

    /// <summary>The ranges that everybody lies in.</summary>
    public static IEnumerable<PersonRange> Of(long persons)
    {
        var bits = Math.Min(MostBits, BitOperations.Log2((ulong)Math.Max(1, persons / PersonsAtOnce)) + (persons > PersonsAtOnce ? 1 : 0));
        for (var i = 0; i < 1 << bits; i++) yield return new(IdOf(i, bits), i + 1 < 1 << bits ? IdOf(i + 1, bits) : null);
    }

    public void AddTo(NpgsqlParameterCollection parameters)
    {
        parameters.Add(new("from", From));
        parameters.Add(new("until", NpgsqlDbType.Uuid) { Value = Until is { } until ? until : DBNull.Value });
    }

    private static Guid IdOf(int slice, int bits)
    {
        Span<byte> id = stackalloc byte[16];
        id.Clear();
        BinaryPrimitives.WriteUInt16BigEndian(id, (ushort)(slice << (MostBits - bits)));
        return new(id, bigEndian: true);
    }
}
