using PersonEtl.Etl.World.Places;
using Unit = PersonEtl.Etl.World.Places.Unit;

namespace PersonEtl.Etl.World.People;

/// <summary>
/// The land as KLASS of one day and Matrikkelen's file of another let it be seen. Where a reform lies between the two, an address is known
/// under its new number by what outlives a reform: not by a street code, nor by a cadastral number unless nothing was merged or split.
/// </summary>
internal sealed class SeenLand(Land land, DateOnly asOf, DateOnly matrikkelDay)
{
    public DateOnly AsOf { get; } = asOf;

    public Land Land { get; } = land;

    /// <summary>What people's lives are planned by: the day before a reform, else the as-of date.</summary>
    public static SeenLand Planned(Land land, WorldOptions options) => new(land, options.PeopleDay, options.PeopleDay);

    /// <summary>The municipality number of a unit on the as-of date.</summary>
    public string Today(Unit unit) => unit.Lineage.CodeOn(AsOf);

    public SeenAddress Address(int address)
    {
        var unit = Land.UnitOf(address);
        var (written, today) = (unit.Lineage.CodeOn(matrikkelDay), Today(unit));
        var title = Land.TitleUnder(address, written);
        var street = Land.StreetOf(address);
        if (string.Equals(written, today, StringComparison.Ordinal)) return new(today, street is null ? 0 : Land.CodeUnder(street, today), title);
        var outlives = Renumbering.IsOneToOne(written, AsOf) || (street is not null && (!Land.Address(address).UnitWithheld || !Land.IsSplit(written)));
        return new(outlives ? today : written, 0, title);
    }
}
