namespace PersonEtl.Etl.Mart;

/// <summary>A moment: microseconds since 2000-01-01T00:00:00Z, which is how PostgreSQL keeps a <c>timestamptz</c>.</summary>
internal readonly record struct Instant(long Microseconds) : IComparable<Instant>
{
    public static readonly TimeZoneInfo Norway = TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo");
    private static readonly DateTime Epoch = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static Instant From(DateTimeOffset moment) => new((moment.UtcDateTime - Epoch).Ticks / TimeSpan.TicksPerMicrosecond);

    public DateTime ToUtc() => Epoch.AddTicks(Microseconds * TimeSpan.TicksPerMicrosecond);

    /// <summary>The date it was in Norway.</summary>
    public DateOnly NorwegianDate() => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(ToUtc(), Norway));

    public int CompareTo(Instant other) => Microseconds.CompareTo(other.Microseconds);

    public static bool operator <(Instant left, Instant right) => left.Microseconds < right.Microseconds;

    public static bool operator >(Instant left, Instant right) => left.Microseconds > right.Microseconds;

    public static bool operator <=(Instant left, Instant right) => left.Microseconds <= right.Microseconds;

    public static bool operator >=(Instant left, Instant right) => left.Microseconds >= right.Microseconds;
}
