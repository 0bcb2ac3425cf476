namespace PersonEtl.Etl.Enrich;

/// <summary>Codes of fixed length as integers, for look-ups: digits only, or nothing.</summary>
internal static class CodeText
{
    public const int MunicipalityDigits = 4;

    /// <summary>The number that <paramref name="digits"/> digits spell, or -1 when the text is anything else.</summary>
    public static int Number(ReadOnlySpan<byte> text, int digits) => text.Length == digits ? Number(text) : -1;

    /// <summary>The number that up to nine digits spell, or -1 when the text is anything else.</summary>
    public static int Number(ReadOnlySpan<byte> text)
    {
        if (text.Length is 0 or > 9) return -1;
        var number = 0;
        foreach (var c in text)
        {
            var digit = (uint)(c - '0');
            if (digit > 9) return -1;
            number = (number * 10) + (int)digit;
        }
        return number;
    }
}
