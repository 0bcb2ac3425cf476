using System.Text;

namespace PersonEtl.Etl.Enrich;

/// <summary>A street's name as a number of 15 bits: equal for names that differ only in case, blanks, hyphens and dots; zero for none.</summary>
internal static class StreetName
{
    private const uint Start = 2_166_136_261;
    private const uint Step = 16_777_619;
    private const int Bits = 15;

    public static int Hash(ReadOnlySpan<byte> name)
    {
        var hash = Start;
        while (!name.IsEmpty)
        {
            Rune.DecodeFromUtf8(name, out var rune, out var used);
            name = name[used..];
            if (Rune.IsLetterOrDigit(rune)) hash = (hash ^ (uint)Rune.ToUpperInvariant(rune).Value) * Step;
        }
        return hash == Start ? 0 : Math.Max(1, (int)((hash ^ (hash >> Bits)) & ((1 << Bits) - 1)));
    }
}
