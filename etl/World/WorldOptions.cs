namespace PersonEtl.Etl.World;

/// <summary>What a synthetic Norway is made from; equal options make equal bytes.</summary>
internal sealed record WorldOptions(int Persons, long Seed, DateTimeOffset AsOf)
{
    /// <summary>Beyond this the days of birth run out of numbers with valid check digits.</summary>
    public const int MostPersons = 12_000_000;

    /// <summary>The instant of all deliveries unless another is given: never the clock, so that a seed alone names a world.</summary>
    public static readonly DateTimeOffset DefaultAsOf = new(2026, 11, 23, 22, 0, 0, TimeSpan.Zero);

    /// <summary>KLASS as CSV instead of JSON.</summary>
    public bool KlassAsCsv { get; init; }

    /// <summary>KLASS as it stood at each reform since 2010 as well, not only at the as-of date and the next 1 January.</summary>
    public bool KlassHistory { get; init; } = true;

    /// <summary>Lines where FREG answers with an error message instead of a person.</summary>
    public int ErrorLines { get; init; } = 5;

    /// <summary>Lines that no reader can read.</summary>
    public int MalformedLines { get; init; }

    /// <summary>Cores to use; has no influence on what is written.</summary>
    public int Parallelism { get; init; } = Environment.ProcessorCount;

    /// <summary>The reform that the world is in the midst of, or none.</summary>
    public Reform? Reform { get; init; }

    /// <summary>The Norwegian date of <see cref="AsOf"/>.</summary>
    public DateOnly AsOfDate => People.OsloTime.DateOf(AsOf);

    /// <summary>The day on which people's lives are told; every stage of a reform tells of the day before it.</summary>
    public DateOnly PeopleDay => Reform?.DayBefore ?? AsOfDate;

    /// <summary>The day whose municipalities the land is laid out in; every stage of a reform has those it leads to.</summary>
    public DateOnly LandDay => Reform?.Day ?? AsOfDate;
}
