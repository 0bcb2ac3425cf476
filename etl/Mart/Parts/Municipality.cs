namespace PersonEtl.Etl.Mart;

/// <summary>A municipality with its county, as both were from a day to before another (null: open, or not known).</summary>
internal sealed record Municipality(Utf8Text Number, Utf8Text Name, Utf8Text CountyNumber, Utf8Text CountyName, DateOnly? ValidFrom, DateOnly? ValidTo) : IVersion
{
    /// <summary>The number its whole area lies under on the as-of date; absent, with the reason, when there isn't one.</summary>
    public Utf8Text NumberToday { get; init; }

    public TodayReason TodayReason { get; init; }

    /// <summary>Whether it was so on a day.</summary>
    public bool Covers(DateOnly date) => (ValidFrom is not { } from || from <= date) && (ValidTo is not { } to || date < to);
}
