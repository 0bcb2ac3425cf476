namespace PersonEtl.Etl.World.People;

/// <summary>Norwegian wall time by the European rule, which Norway has followed since 1980; without summer time before.</summary>
internal static class OsloTime
{
    private const int FirstYear = 1980;
    private static readonly (DateTime From, DateTime To)[] Summers = [.. Enumerable.Range(FirstYear, 120).Select(year => (LastSunday(year, 3).AddHours(2), LastSunday(year, year < 1996 ? 9 : 10).AddHours(3)))];

    /// <summary>1 or 2 hours ahead of UTC.</summary>
    public static int OffsetHours(DateTime local)
    {
        var year = local.Year - FirstYear;
        return year >= 0 && year < Summers.Length && local >= Summers[year].From && local < Summers[year].To ? 2 : 1;
    }

    public static DateOnly DateOf(DateTimeOffset instant)
    {
        var winter = instant.UtcDateTime.AddHours(1);
        return DateOnly.FromDateTime(OffsetHours(winter) == 2 ? winter.AddHours(1) : winter);
    }

    private static DateTime LastSunday(int year, int month)
    {
        var last = new DateTime(year, month, DateTime.DaysInMonth(year, month), 0, 0, 0, DateTimeKind.Unspecified);
        return last.AddDays(-(int)last.DayOfWeek);
    }
}
