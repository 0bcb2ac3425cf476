using static PersonEtl.Etl.Mart.ColumnClass;

namespace PersonEtl.Etl.Mart;

/// <summary><c>mart.change</c>: the change feed. Filled by the publication itself, never staged.</summary>
internal static class ChangeTable
{
    public static readonly Table<Change> Table = new("mart", "change",
        "What changed of whom in a generation, as events in the Person API's manner: names of parts, never values. Kept for 90 days; a first generation has none.",
        ["generation", "person_id", "event"],
        [
            Column<Change>.Number("generation", c => c.Generation, Open, "The generation that published it: `mart.generation`."),
            Column<Change>.Uuid("person_id", c => c.PersonId, Open, "The person: `mart.person`, or an id that is gone now."),
            Column<Change>.Key("event", c => c.Event, Open, "Event in the Person API's terms, such as `ChangeInResidentialAddress`; `ChangeInEnrichment` where only derived values changed."),
            Column<Change>.Key("parts", c => c.Parts, Open, "The information parts it is about, in the API's names, with commas between them."),
        ]);
}
