namespace PersonEtl.Etl.Publish;

/// <summary>
/// What is published of a person, in two 128-bit sums of the hashes of its rows: those in <c>mart</c>, and those in <c>protected</c>, which are keyed.
/// A sum, so that rows may come in any order and one table's share can be taken out and put in again.
/// </summary>
internal readonly record struct PersonHash(UInt128 Public, UInt128 Protected)
{
    /// <summary>Both in 64 bits, to find what changed: of a hundred thousand changed persons a night one would be missed in some hundred billion years.</summary>
    public ulong Folded
    {
        get
        {
            var (one, other) = (Public, Protected);
            return ((ulong)one ^ ulong.RotateLeft((ulong)(one >> 64), 17) ^ (ulong.RotateLeft((ulong)other, 31) * 0x9E3779B97F4A7C15)) + (ulong.RotateLeft((ulong)(other >> 64), 47) * 0xC2B2AE3D27D4EB4F);
        }
    }

    public static PersonHash operator +(PersonHash left, PersonHash right) => new(unchecked(left.Public + right.Public), unchecked(left.Protected + right.Protected));

    public static PersonHash operator -(PersonHash left, PersonHash right) => new(unchecked(left.Public - right.Public), unchecked(left.Protected - right.Protected));

    /// <summary>As the database keeps a hash: sixteen bytes, the highest first.</summary>
    public static Guid ToUuid(UInt128 hash)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, hash);
        return new(bytes, bigEndian: true);
    }

    public static UInt128 FromUuid(Guid uuid)
    {
        Span<byte> bytes = stackalloc byte[16];
        uuid.TryWriteBytes(bytes, bigEndian: true, out _);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
