using static PersonEtl.Etl.Mart.ColumnClass;

namespace PersonEtl.Etl.Mart;

/// <summary>Where a marital status was entered into: in <c>mart</c> for an ungraded person, in <c>protected</c> for a graded one, never in both.</summary>
internal static class MaritalStatusPlace
{
    public static Column<MaritalStatus>[] Columns(Func<MaritalStatus, bool> here) =>
    [
        Column<MaritalStatus>.Text("authority", m => here(m) ? m.Authority : default, Open, "Authority (myndighet). FREG."),
        .. PlaceColumns.Of<MaritalStatus>("", "kommune", m => here(m) ? m.Place : default),
        Column<MaritalStatus>.Text("place", m => here(m) ? m.PlaceName : default, Open, "Place (sted). FREG."),
        Column<MaritalStatus>.Text("abroad", m => here(m) ? m.Abroad : default, Open, "Place abroad (utland). FREG."),
    ];
}
