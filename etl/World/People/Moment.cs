using System.Globalization;

namespace PersonEtl.Etl.World.People;

/// <summary>
/// A timestamp as the register writes it: Norwegian wall time with 0–9 digits of fraction (<paramref name="Nanos"/> is cut to them)
/// and +01:00 or +02:00, or the same instant with Z.
/// </summary>
internal readonly record struct Moment(DateTime Local, int Nanos, int Digits, bool Utc)
{
    public const int MostBytes = 36;

    public DateOnly Date => DateOnly.FromDateTime(Local);

    public static Moment Midnight(DateOnly date) => new(date.ToDateTime(TimeOnly.MinValue), 0, 0, Utc: false);

    /// <summary>Some time of that day, in one of the register's spellings.</summary>
    public static Moment During(DateOnly date, Dice dice)
    {
        var shape = dice.Below(100);
        var digits = shape < 50 ? 9 : shape < 75 ? 6 : shape < 90 ? 3 : shape < 95 ? 0 : 1 + dice.Below(8);
        return new(date.ToDateTime(TimeOnly.MinValue).AddSeconds(dice.Between(4 * 3600, 86_000)), dice.Below(1_000_000_000), digits, dice.PerMille(30));
    }

    public int WriteTo(Span<byte> target)
    {
        var hours = OsloTime.OffsetHours(Local);
        var written = 0;
        (Utc ? Local.AddHours(-hours) : Local).TryFormat(target, out written, "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
        if (Digits > 0)
        {
            target[written++] = (byte)'.';
            for (var (digit, unit) = (0, 100_000_000); digit < Digits; digit++, unit /= 10) target[written++] = (byte)('0' + (Nanos / unit % 10));
        }
        if (Utc) target[written++] = (byte)'Z';
        else
        {
            "+0"u8.CopyTo(target[written..]);
            target[written + 2] = (byte)('0' + hours);
            ":00"u8.CopyTo(target[(written + 3)..]);
            written += 6;
        }
        return written;
    }
}
