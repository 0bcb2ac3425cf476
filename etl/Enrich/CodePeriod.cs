namespace PersonEtl.Etl.Enrich;

/// <summary>A time in which a code meant one area, as far as changes tell: it begins and ends where the code came, went, gave or took.</summary>
internal sealed class CodePeriod(int code, DateOnly from, DateOnly? to)
{
    public int Code { get; } = code;

    public DateOnly From { get; } = from;

    /// <summary>Exclusive; null is open.</summary>
    public DateOnly? To { get; } = to;

    /// <summary>What the area lies under from <see cref="To"/> on, this code itself too when it goes on.</summary>
    public CodePeriod[] Next { get; set; } = [];

    /// <summary>How many periods ended in this one, other codes' and its own.</summary>
    public int Predecessors { get; set; }

    /// <summary>Where the area lies on the as-of date.</summary>
    public Successors Today { get; set; } = Successors.Unknown;

    public bool EndsBy(DateOnly date) => To <= date;
}
