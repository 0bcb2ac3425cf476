namespace PersonEtl.Etl.World;

/// <summary>A reform of municipalities, and the stage of it that a world is written at. All stages tell of the same people.</summary>
internal sealed record Reform(DateOnly Day, ReformStage Stage)
{
    /// <summary>The reforms a world can be written at.</summary>
    public static readonly IReadOnlyList<DateOnly> Days = [new(2020, 1, 1), new(2024, 1, 1)];

    /// <summary>The instant of all deliveries of this stage: late in the evening.</summary>
    public DateTimeOffset AsOf
    {
        get
        {
            var date = Stage switch { ReformStage.Before => DayBefore, ReformStage.Half => Day, _ => Day.AddDays(7) };
            return new(date.ToDateTime(new TimeOnly(22, 59)), TimeSpan.Zero);
        }
    }

    public DateOnly DayBefore => Day.AddDays(-1);

    /// <summary>The day whose numbers Matrikkelen's file has.</summary>
    public DateOnly MatrikkelDay => Stage == ReformStage.After ? Day : DayBefore;

    /// <summary>Whether FREG has rewritten the rows of a person by now.</summary>
    public bool IsRewritten(int person) => Stage == ReformStage.After || (Stage == ReformStage.Half && IsEarly(person));

    /// <summary>The day on which FREG rewrites the rows of a person.</summary>
    public DateOnly RewrittenOn(int person) => IsEarly(person) ? Day : Day.AddDays(1);

    private static bool IsEarly(int person) => Dice.Mix((ulong)person) % 2 == 0;
}
