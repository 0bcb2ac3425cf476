namespace PersonEtl.Etl.Mart;

/// <summary>
/// Reads dates (<c>2024-02-29</c>) and moments (<c>2023-06-10T21:00:01.123456789+02:00</c>) from UTF-8 without allocating.
/// Offsets are <c>Z</c>, <c>+02</c>, <c>+0200</c> or <c>+02:00</c>; a moment without offset is refused, for it names no moment.
/// </summary>
internal static class Timestamps
{
    private const int DateLength = 10;
    private const int SecondsLength = 19;
    private const int MaxFractionDigits = 9;
    private const int MaxOffsetMinutes = 14 * 60;
    private static readonly int EpochDay = new DateOnly(2000, 1, 1).DayNumber;
    private static readonly Instant Earliest = Instant.From(DateTimeOffset.MinValue);
    private static readonly Instant Latest = Instant.From(DateTimeOffset.MaxValue);

    /// <summary>Reads exactly <c>yyyy-MM-dd</c>, a day that existed.</summary>
    public static bool TryParseDate(ReadOnlySpan<byte> text, out DateOnly date)
    {
        date = default;
        if (text.Length != DateLength || text[4] != '-' || text[7] != '-') return false;
        var year = Digits(text[..4]);
        var month = Digits(text.Slice(5, 2));
        var day = Digits(text.Slice(8, 2));
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        date = new DateOnly(year, month, day);
        return true;
    }

    /// <summary>Reads a moment with 0 to 9 fraction digits; what is finer than a microsecond is cut off.</summary>
    public static bool TryParseInstant(ReadOnlySpan<byte> text, out Instant instant)
    {
        instant = default;
        if (text.Length <= SecondsLength || text[10] is not ((byte)'T' or (byte)'t') || text[13] != ':' || text[16] != ':') return false;
        if (!TryParseDate(text[..DateLength], out var date)) return false;
        var hour = Digits(text.Slice(11, 2));
        var minute = Digits(text.Slice(14, 2));
        var second = Digits(text.Slice(17, 2));
        if (hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 59) return false;
        var rest = text[SecondsLength..];
        if (!TryTakeFraction(ref rest, out var microseconds) || !TryParseOffset(rest, out var offsetMinutes)) return false;
        var seconds = ((long)(date.DayNumber - EpochDay) * 86_400) + (hour * 3_600) + (minute * 60) + second - (offsetMinutes * 60);
        var parsed = new Instant((seconds * 1_000_000) + microseconds);
        if (parsed < Earliest || parsed > Latest) return false;
        instant = parsed;
        return true;
    }

    private static bool TryTakeFraction(ref ReadOnlySpan<byte> text, out int microseconds)
    {
        microseconds = 0;
        if (text[0] != '.') return true;
        var digits = 0;
        for (; digits + 1 < text.Length && text[digits + 1] - (uint)'0' <= 9; digits++)
        {
            if (digits < 6) microseconds = (microseconds * 10) + text[digits + 1] - '0';
        }
        if (digits is 0 or > MaxFractionDigits) return false;
        for (var scale = digits; scale < 6; scale++) microseconds *= 10;
        text = text[(digits + 1)..];
        return true;
    }

    private static bool TryParseOffset(ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        if (text.Length == 1) return text[0] is (byte)'Z' or (byte)'z';
        if (text.Length is not (3 or 5 or 6) || text[0] is not ((byte)'+' or (byte)'-')) return false;
        if (text.Length == 6 && text[3] != ':') return false;
        var hours = Digits(text.Slice(1, 2));
        var rest = text.Length == 3 ? 0 : Digits(text[^2..]);
        if (hours < 0 || rest is < 0 or > 59) return false;
        minutes = (hours * 60) + rest;
        if (minutes > MaxOffsetMinutes) return false;
        if (text[0] == '-') minutes = -minutes;
        return true;
    }

    /// <summary>The number that a few ASCII digits make, or -1.</summary>
    private static int Digits(ReadOnlySpan<byte> text)
    {
        var value = 0;
        foreach (var c in text)
        {
            var digit = c - (uint)'0';
            if (digit > 9) return -1;
            value = (value * 10) + (int)digit;
        }
        return value;
    }
}
