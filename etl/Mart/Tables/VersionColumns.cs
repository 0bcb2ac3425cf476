namespace PersonEtl.Etl.Mart;

/// <summary>The columns that every versioned table has: whose row it is before its own columns, FREG's metadata after them.</summary>
internal static class VersionColumns
{
    public static Column<TRow>[] Of<TRow>(params Column<TRow>[] own)
        where TRow : Version =>
    [
        Column<TRow>.Uuid("person_id", r => r.Person.Id, ColumnClass.Open, "The person: `mart.person`."),
        Column<TRow>.Number("version_number", r => r.VersionNumber, ColumnClass.Open, "Numbers the versions of this person in this table from 1, in the register's order."),
        .. own,
        Column<TRow>.Instant("registered_at", r => r.RegisteredAt, ColumnClass.Open, "When the register was updated (ajourholdstidspunkt). FREG."),
        Column<TRow>.Boolean("is_valid", r => r.IsValid, ColumnClass.Open, "Whether the version is the one that holds (erGjeldende). FREG."),
        Column<TRow>.Text("source", r => r.Source, ColumnClass.Open, "Who reported it (kilde). FREG."),
        Column<TRow>.Text("reason", r => r.Reason, ColumnClass.Open, "Why it was registered (årsak). FREG."),
        Column<TRow>.Instant("valid_from", r => r.ValidFrom, ColumnClass.Open, "From when it holds (gyldighetstidspunkt). FREG."),
        Column<TRow>.Instant("valid_to", r => r.ValidTo, ColumnClass.Open, "When it ended with nothing after it (opphørstidspunkt); null does not mean that it holds. FREG."),
    ];
}
