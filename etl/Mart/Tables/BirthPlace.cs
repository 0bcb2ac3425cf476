using static PersonEtl.Etl.Mart.ColumnClass;

namespace PersonEtl.Etl.Mart;

/// <summary>Place of birth below the country: in <c>mart</c> for an ungraded person, in <c>protected</c> for a graded one, never in both.</summary>
internal static class BirthPlace
{
    public static Column<Birth>[] Columns(Func<Birth, bool> here) =>
    [
        Column<Birth>.Text("birth_place", b => here(b) ? b.BirthPlace : default, Open, "Place of birth (fødested). FREG."),
        .. PlaceColumns.Of<Birth>("birth_", "fødekommune i Norge", b => here(b) ? b.Place : default),
    ];
}
