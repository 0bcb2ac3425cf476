namespace PersonEtl.Etl.Mart;

/// <summary>A moment: microseconds since 2000-01-01T00:00:00Z, which is how PostgreSQL keeps a <c>timestamptz</c>.</summary>
internal readonly record struct Instant(long Microseconds) : IComparable<Instant>
{
    public static readonly TimeZoneInfo Norway = TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo");
    private static readonly DateTime Epoch = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    // every row has several dates, and asking the time zone for each is slow. Since 1950 clocks change at night
    private static readonly DateOnly FirstDay = new(1950, 1, 1);
    private static readonly long[] Midnights = [.. Enumerable.Range(0, new DateOnly(2050, 1, 1).DayNumber - FirstDay.DayNumber).Select(MidnightOf)];
    private static readonly long Start = (FirstDay.ToDateTime(TimeOnly.MinValue) - Epoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public static Instant From(DateTimeOffset moment) => new((moment.UtcDateTime - Epoch).Ticks / TimeSpan.TicksPerMicrosecond);

    public DateTime ToUtc() => Epoch.AddTicks(Microseconds * TimeSpan.TicksPerMicrosecond);

    /// <summary>The date it was in Norway.</summary>
    public DateOnly NorwegianDate()
    {
        var (day, time) = Math.DivRem((ulong)(Microseconds - Start), (ulong)TimeSpan.MicrosecondsPerDay);
        return day < (ulong)Midnights.LongLength
            ? FirstDay.AddDays((int)day + (time >= (ulong)Midnights[day] ? 1 : 0))
            : DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(ToUtc(), Norway));
    }

    public int CompareTo(Instant other) => Microseconds.CompareTo(other.Microseconds);

    public static bool operator <(Instant left, Instant right) => left.Microseconds < right.Microseconds;

    public static bool operator >(Instant left, Instant right) => left.Microseconds > right.Microseconds;

    public static bool operator <=(Instant left, Instant right) => left.Microseconds <= right.Microseconds;

    public static bool operator >=(Instant left, Instant right) => left.Microseconds >= right.Microseconds;

    /// <summary>How far into a day of UTC the next day of Norway begins.</summary>
    private static long MidnightOf(int day)
        => TimeSpan.MicrosecondsPerDay - (Norway.GetUtcOffset(FirstDay.AddDays(day).ToDateTime(new(22, 0), DateTimeKind.Utc)).Ticks / TimeSpan.TicksPerMicrosecond);
}
