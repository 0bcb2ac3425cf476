using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PersonEtl.MartApi.Access;

namespace PersonEtl.MartApi.Changes;

/// <summary>Writes places in the feed as cursors that only this installation can have made, and reads them again.</summary>
internal sealed class CursorSeal(ApiOptions options)
{
    /// <summary>How a consumer that has only an export's files says where it starts: <c>generation:12</c>, the number in their manifest.</summary>
    public const string GenerationPrefix = "generation:";

    private const string Purpose = "personetl changes cursor 1";
    private const int SealLength = 16;
    private const int Head = SealLength + sizeof(int) + sizeof(long) + 16;
    private const int MostBytes = Head + 100;

    private readonly Lazy<byte[]> key = new(() => TokenKey.Derive(options.Data, Purpose));

    public string Write(ChangePosition position)
    {
        var bytes = new byte[Head + Encoding.UTF8.GetByteCount(position.Event)];
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(SealLength), position.Generation);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(SealLength + sizeof(int)), position.PublishedAt!.Value.Ticks);
        position.PersonId.TryWriteBytes(bytes.AsSpan(Head - 16), bigEndian: true, out _);
        Encoding.UTF8.GetBytes(position.Event, bytes.AsSpan(Head));
        Seal(bytes).CopyTo(bytes, 0);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>The place that a cursor names; null for text that is none of ours.</summary>
    public ChangePosition? Read(string text)
    {
        if (text.StartsWith(GenerationPrefix, StringComparison.Ordinal))
            return int.TryParse(text.AsSpan(GenerationPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var generation) && generation > 0 ? ChangePosition.EndOf(generation, null) : null;
        Span<byte> room = stackalloc byte[MostBytes];
        if (Base64Url.DecodeFromChars(text, room, out _, out var length) != OperationStatus.Done || length < Head) return null;
        var bytes = room[..length];
        if (!CryptographicOperations.FixedTimeEquals(bytes[..SealLength], Seal(bytes))) return null;
        return new(
            BinaryPrimitives.ReadInt32BigEndian(bytes[SealLength..]),
            new DateTime(BinaryPrimitives.ReadInt64BigEndian(bytes[(SealLength + sizeof(int))..]), DateTimeKind.Utc),
            new Guid(bytes[(Head - 16)..Head], bigEndian: true),
            Encoding.UTF8.GetString(bytes[Head..]));
    }

    private byte[] Seal(ReadOnlySpan<byte> bytes) => HMACSHA256.HashData(key.Value, bytes[SealLength..])[..SealLength];
}
