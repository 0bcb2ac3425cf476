using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Enrich;

/// <summary>What a street address is looked up by, as integers. Its name is normalised when it is first asked for, which it seldom is.</summary>
internal struct StreetKeys(Address address)
{
    // stands for what no address bears
    private const char NoLetter = '?';
    private const int NoPostalCode = -2;
    private const int LongestLetter = 4;

    private readonly Utf8Text writtenName = address.AddressName;
    private ulong name;
    private bool isNormalised;

    /// <summary>The street code; 0 or less when the row has none.</summary>
    public readonly int AddressCode { get; } = CodeText.Number(address.AddressCode.Span);

    /// <summary>0 when the row has none, -1 when it is no number.</summary>
    public readonly int HouseNumber { get; } = address.HouseNumber.IsAbsent ? 0 : CodeText.Number(address.HouseNumber.Span);

    /// <summary>In upper case, '\0' when the row has none.</summary>
    public readonly char HouseLetter { get; } = LetterOf(address.HouseLetter.Span);

    /// <summary><see cref="AddressRegister.AnyPostalCode"/> when the row has none.</summary>
    public readonly int PostalCode { get; } = address.PostalCode.IsAbsent ? AddressRegister.AnyPostalCode : CodeText.Number(address.PostalCode.Span, 4) is var code and > 0 ? code : NoPostalCode;

    /// <summary>The name by <see cref="StreetName"/>, 0 when the row has none.</summary>
    public ulong Name
    {
        get
        {
            if (!isNormalised) (name, isNormalised) = (StreetName.Key(writtenName.Span), true);
            return name;
        }
    }

    public readonly bool HasCode => AddressCode > 0;

    /// <summary>Whether there is a name key: a name alone, without a house number, is none.</summary>
    public bool HasName => HouseNumber > 0 && Name != 0;

    /// <summary>Whether the number stands without a letter, which may have been left out.</summary>
    public readonly bool MayHaveAnyLetter => HouseNumber > 0 && HouseLetter == '\0';

    private static char LetterOf(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return '\0';
        if (text.Length > LongestLetter) return NoLetter;
        Span<char> letter = stackalloc char[LongestLetter];
        var length = System.Text.Encoding.UTF8.GetChars(text, letter);
        return length == 1 ? char.ToUpperInvariant(letter[0]) : NoLetter;
    }
}
