using System.Globalization;
using PersonEtl.Etl.World.Places;

namespace PersonEtl.Etl.World.People;

/// <summary>
/// Carries planned rows through a reform, as far as its stage has come: a current row that is rewritten becomes history beside a new one with the
/// new numbers, the same start and the same address id; and what is true of all rows is told anew.
/// </summary>
internal sealed class RowRewriting(Land land, WorldOptions options, Reform reform)
{
    private readonly TruthTeller truth = new(new(land, options.AsOfDate, reform.MatrikkelDay));

    /// <param name="person">Index of the person.</param>
    /// <param name="rows">As they stood before the reform, newest first.</param>
    public List<AddressRow> Rewrite(int person, IReadOnlyList<AddressRow> rows)
    {
        var registered = Moment.During(reform.RewrittenOn(person), new(options.Seed, DiceSubject.Reform, person));
        return [.. rows.SelectMany(row => IsRewritten(person, row) ? new[] { Renumbered(row, registered), row with { Current = false } } : [row]).Select(Tell)];
    }

    private bool IsRewritten(int person, AddressRow row)
        => row is { Current: true, Address: >= 0 } && reform.IsRewritten(person) && !string.Equals(land.UnitOf(row.Address).Lineage.CodeOn(reform.Day), row.Municipality, StringComparison.Ordinal);

    private AddressRow Renumbered(AddressRow row, Moment registered)
    {
        var number = land.UnitOf(row.Address).Lineage.CodeOn(reform.Day);
        return row with
        {
            Municipality = number,
            StreetCode = row.StreetCode is { } code && land.StreetOf(row.Address) is { } street && int.Parse(code, CultureInfo.InvariantCulture) == land.CodeUnder(street, row.Municipality!)
                ? land.CodeUnder(street, number).ToString(new string('0', code.Length), CultureInfo.InvariantCulture)
                : row.StreetCode,
            Title = land.TitleUnder(row.Address, number),
            Registered = registered,
            Source = "Matrikkelen",
            Reason = "Kommuneregulering",
        };
    }

    /// <summary>The row with what is true of it at this stage; a shared residence is a copy that is not rewritten.</summary>
    public AddressRow Tell(AddressRow row) => row.Address < 0 ? row : row with { Truth = row.Said is { } said ? truth.OfFreg(row, said) : truth.Of(row) };
}
