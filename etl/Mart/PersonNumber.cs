namespace PersonEtl.Etl.Mart;

/// <summary>A fødselsnummer or D-number as a packed integer: the key of every join between registers. Zero is no number.</summary>
internal static class PersonNumber
{
    public const int Digits = 11;

    /// <summary>Packs exactly eleven ASCII digits; anything else is refused. Check digits are not judged here.</summary>
    public static bool TryPack(ReadOnlySpan<byte> text, out ulong packed)
    {
        packed = 0;
        if (text.Length != Digits) return false;
        foreach (var c in text)
        {
            var digit = (uint)(c - '0');
            if (digit > 9) return false;
            packed = (packed * 10) + digit;
        }
        return packed != 0;
    }
}
