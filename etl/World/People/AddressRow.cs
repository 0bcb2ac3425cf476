using PersonEtl.Etl.Mart;
using Unit = PersonEtl.Etl.World.Places.Unit;

namespace PersonEtl.Etl.World.People;

/// <summary>One version of one address as FREG will write it, and the truth about it, which FREG won't.</summary>
internal sealed record AddressRow
{
    public required AddressKind Kind { get; init; }

    public required AddressForm Form { get; init; }

    /// <summary>Index into the land, -1 where it lies in no place we know.</summary>
    public int Address { get; init; } = -1;

    /// <summary>The municipality number that the row bears.</summary>
    public string? Municipality { get; init; }

    public string? StreetName { get; init; }

    /// <summary>False when <see cref="StreetName"/> is not the street's, in any spelling.</summary>
    public bool BearsStreetName { get; init; } = true;

    /// <summary>As written, padded or not; null when left out.</summary>
    public string? StreetCode { get; init; }

    public int? HouseNumber { get; init; }

    /// <summary>Whether zeros stand before the house number.</summary>
    public bool PadsHouseNumber { get; init; }

    /// <summary>May be lower case.</summary>
    public char? HouseLetter { get; init; }

    /// <summary>Null when left out.</summary>
    public string? PostalCode { get; init; }

    /// <summary>gaardsnummer and bruksnummer under the municipality number that the row bears.</summary>
    public (int Land, int Title) Title { get; init; }

    /// <summary>Whether undernummer is written for a cadastral address.</summary>
    public bool HasSub { get; init; } = true;

    public long? MatrikkelId { get; init; }

    /// <summary>FREG's own number, residential only.</summary>
    public int? Grunnkrets { get; init; }

    /// <summary>The unit that FREG says, null where it says none or that it is unspecified.</summary>
    public Unit? Said { get; init; }

    public Grading Grading { get; init; }

    /// <summary>What is wrong with its keys.</summary>
    public AddressFlaw Flaw { get; init; }

    public DateOnly MovedOn { get; init; }

    public Moment? ValidFrom { get; init; }

    public required Moment Registered { get; init; }

    /// <summary>Set only where nothing came after.</summary>
    public Moment? Ceased { get; init; }

    public required bool Current { get; init; }

    public required string Source { get; init; }

    public string? Reason { get; init; }

    /// <summary>oppholdAnnetSted.</summary>
    public string? StayElsewhere { get; init; }

    /// <summary>The contract of a shared residence ended on this day.</summary>
    public DateOnly? ContractEnd { get; init; }

    public required Truth Truth { get; init; }

    /// <summary>Where the validity of a row began that doesn't hold on the as-of date; null when it holds.</summary>
    public DateOnly? HistoricalFrom(DateOnly asOf) => Current && (ContractEnd is null || ContractEnd >= asOf) ? null : (ValidFrom ?? Registered).Date;
}
