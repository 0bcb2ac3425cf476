using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace PersonEtl.Etl.Enrich;

/// <summary>
/// A street's name as it is compared: composed, in upper case, without blanks, hyphens, dots and apostrophes, its ending spelt one way
/// (<c>veg</c> as <c>vei</c>, the abbreviations <c>v.</c> and <c>gt.</c> in full). <c>gate</c> and <c>gata</c> stay two names.
/// </summary>
internal static class StreetName
{
    /// <summary>In characters; FREG's longest names are shorter, and what is longer is no name.</summary>
    private const int Longest = 256;

    // beyond it lie marks that combine with letters, and all that isn't Latin
    private const char LastLatin = '\u02FF';

    /// <summary>
    /// The name as 64 bits, zero for none. It stands for the name: that two of a municipality's few thousand streets share one
    /// happens once in a million million registers.
    /// </summary>
    public static ulong Key(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty) return 0;
        Span<char> text = stackalloc char[Longest + 2];
        var length = Normalise(name, text);
        return length == 0 ? 0 : Math.Max(1, XxHash3.HashToUInt64(MemoryMarshal.AsBytes(text[..length])));
    }

    /// <summary>Writes the name as it is compared into 258 characters, and gives how many it took: none for no name.</summary>
    public static int Normalise(ReadOnlySpan<byte> name, Span<char> text)
    {
        if (Utf8.ToUtf16(name, text[..Longest], out _, out var read) != System.Buffers.OperationStatus.Done) return 0;
        read = Compose(text, read);
        var (length, word, apart, dot) = (0, 0, true, false);
        foreach (var c in text[..read])
        {
            if (IsIgnored(c))
            {
                (apart, dot) = (true, dot || c == '.');
                continue;
            }
            if (apart) word = length;
            (apart, dot) = (false, false);
            text[length++] = char.ToUpperInvariant(c);
        }
        return Compose(text, SpellEnding(text, length, word, dot));
    }

    /// <summary>The last word begins at <paramref name="word"/>; <paramref name="dot"/> when a dot follows it.</summary>
    private static int SpellEnding(Span<char> text, int length, int word, bool dot)
    {
        var name = text[..length];
        if (name.EndsWith("VEG")) name[^1] = 'I';
        else if (name.EndsWith("VEGEN")) name[^3] = 'I';
        else if (dot && name.EndsWith("V"))
        {
            "EI".CopyTo(text[length..]);
            return length + 2;
        }
        else if (name.EndsWith("GT") && (dot || word == length - 2 || length == 2))
        {
            "ATE".CopyTo(text[(length - 1)..]);
            return length + 2;
        }
        return length;
    }

    private static bool IsIgnored(char c)
        => !char.IsAsciiLetterOrDigit(c)
            && (c is '.' or '\'' or '`' or '´' or '\u2019' or '\u2018' or '\u02BC' or '\u2212' || char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) == UnicodeCategory.DashPunctuation);

    /// <summary>Letters and the marks that follow them become one, in place; a name that doesn't fit is none.</summary>
    private static int Compose(Span<char> text, int length)
    {
        var name = text[..length];
        // U+FFFE is no character, and normalising refuses it
        if (!name.ContainsAnyExceptInRange('\0', LastLatin) || name.Contains('\uFFFE')) return length;
        Span<char> composed = stackalloc char[Longest + 2];
        if (!name.TryNormalize(composed[..text.Length], out var written)) return 0;
        composed[..written].CopyTo(text);
        return written;
    }
}
