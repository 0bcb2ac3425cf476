using PersonEtl.Etl.Mart;
namespace PersonEtl.Etl.Enrich;

/// <summary>Which district serves a unit, from a day to before another. Numbers are codes without their leading zeros.</summary>
internal sealed record ServiceDistrictRow(int Unit, int District, DateOnly? ValidFrom, DateOnly? ValidTo)
{
    public bool Covers(DateOnly date) => (ValidFrom is not { } from || from <= date) && (ValidTo is not { } to || date < to);

    public bool Overlaps(ServiceDistrictRow other)
        => (ValidFrom ?? DateOnly.MinValue) < (other.ValidTo ?? DateOnly.MaxValue) && (other.ValidFrom ?? DateOnly.MinValue) < (ValidTo ?? DateOnly.MaxValue);
}
