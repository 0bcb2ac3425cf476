using System.IO.Hashing;
using System.Text;

namespace PersonEtl.Etl.Export;

/// <summary>Strings of texts that come again and again, such as codes and names of places: made once while they stay in the cache.</summary>
internal sealed class TextCache
{
    private const int Slots = 1 << 12;
    private const int LongestKept = 64;
    private readonly byte[]?[] texts = new byte[]?[Slots];
    private readonly string[] strings = new string[Slots];

    public string Get(ReadOnlySpan<byte> text)
    {
        if (text.Length > LongestKept) return Encoding.UTF8.GetString(text);
        var slot = (int)(XxHash3.HashToUInt64(text) & (Slots - 1));
        if (texts[slot] is { } kept && text.SequenceEqual(kept)) return strings[slot];
        texts[slot] = text.ToArray();
        return strings[slot] = Encoding.UTF8.GetString(text);
    }
}
