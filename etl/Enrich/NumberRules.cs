using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Enrich;

/// <summary>
/// What eleven digits tell of the number itself. They are never asked for a birth date or a gender: FREG says both, and from 2032 no number does.
/// Skatteetaten, "Nytt fødselsnummer fra 2032": the first check digit may then leave a remainder of 0 to 3, and the third to fifth last digits no longer tell the century.
/// </summary>
internal static class NumberRules
{
    private const int MostFirstRemainder = 3;

    /// <summary>Judges a number packed by <see cref="PersonNumber.TryPack"/>.</summary>
    public static (NumberSeries Series, NumberCheck Check) Judge(ulong packed)
    {
        Span<byte> digits = stackalloc byte[PersonNumber.Digits];
        for (var i = digits.Length - 1; i >= 0; i--) (packed, digits[i]) = (packed / 10, (byte)(packed % 10));
        var (series, month) = SeriesOf(digits);
        var (first, second) = (Remainder(digits, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]), Remainder(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]));
        if (second != 0 || first > MostFirstRemainder) return (series, NumberCheck.InvalidDigits);
        if (series != NumberSeries.HelpNumber && !Exists(digits, month)) return (series, NumberCheck.InvalidDate);
        return (series, first == 0 ? NumberCheck.Valid : NumberCheck.Valid2032);
    }

    /// <summary>The series and the calendar's month; 0 where there is none.</summary>
    private static (NumberSeries Series, int Month) SeriesOf(ReadOnlySpan<byte> digits)
        => digits[0] >= 8 ? (NumberSeries.HelpNumber, 0) : Two(digits, 2) switch
        {
            var month and >= 1 and <= 12 => (NumberSeries.Real, month),
            var month and >= 41 and <= 52 => (NumberSeries.Nav, month - 40),
            var month and >= 66 and <= 77 => (NumberSeries.Nhn, month - 65),
            var month and >= 81 and <= 92 => (NumberSeries.Tenor, month - 80),
            _ => (NumberSeries.Unknown, 0),
        };

    // the century can't be told: 29 February exists when it does in any, as it does in 2000 to 2099 for every leap year of two digits
    private static bool Exists(ReadOnlySpan<byte> digits, int month)
    {
        var day = Two(digits, 0) - (digits[0] >= 4 ? 40 : 0);
        return month > 0 && day > 0 && day <= DateTime.DaysInMonth(2000 + Two(digits, 4), month);
    }

    private static int Two(ReadOnlySpan<byte> digits, int at) => (digits[at] * 10) + digits[at + 1];

    private static int Remainder(ReadOnlySpan<byte> digits, ReadOnlySpan<byte> weights)
    {
        var sum = 0;
        for (var i = 0; i < weights.Length; i++) sum += weights[i] * digits[i];
        return sum % 11;
    }
}
