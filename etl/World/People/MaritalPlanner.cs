using PersonEtl.Etl.World.Places;

namespace PersonEtl.Etl.World.People;

/// <summary>Plans marital status from the pair's dice, so that both of a couple tell the same story.</summary>
internal sealed class MaritalPlanner(Land land, Population population, WorldOptions options)
{
    private readonly DateOnly asOf = options.PeopleDay;

    /// <summary>Newest first.</summary>
    public List<MaritalRow> Plan(SyntheticPerson person, Dice own)
    {
        List<MaritalRow> rows = [];
        if (person.Kind is PersonKind.DNumber or PersonKind.Discontinued)
        {
            rows.Add(new("uoppgitt", null, Moment.During(own.Between(new(2018, 1, 1), asOf.AddDays(-3)), own), "folkeregistermyndigheten", null));
            return rows;
        }
        var unmarried = Row("ugift", person.Born, own);
        if ((person.Index ^ 1) < options.Persons) Story(rows, person, population[person.Index ^ 1], own);
        // the register began with those who were married then: half of the old ones have nothing before
        if (rows.Count == 0 || own.PerMille(600)) rows.Add(unmarried);
        return rows;
    }

    private void Story(List<MaritalRow> rows, SyntheticPerson person, SyntheticPerson other, Dice own)
    {
        if (!MayMarry(person) || !MayMarry(other)) return;
        var pair = new Dice(options.Seed, DiceSubject.Couple, person.Index >> 1);
        var younger = person.Born > other.Born ? person.Born : other.Born;
        var wedding = younger.AddDays(pair.Between(20 * 365, 45 * 365));
        var last = Earliest(person.Until(asOf), other.Until(asOf)).AddDays(-30);
        if (wedding > last || pair.PerMille(350)) return;
        var partnership = person.Woman == other.Woman;
        if (partnership && (wedding.Year < 1993 || !pair.PerMille(60))) return;
        var registered = partnership && wedding.Year < 2009;
        var municipality = land.Municipalities[pair.Below(land.Municipalities.Count)];
        rows.Add(Wedding(registered ? "registrertPartner" : "gift", wedding, municipality, other, pair, own));
        var separated = wedding.AddDays(pair.Between(500, 20 * 365));
        var parted = pair.PerMille(350) && separated < last;
        var divorced = separated.AddDays(pair.Between(370, 900));
        if (parted)
        {
            rows.Insert(0, Row(registered ? "separertPartner" : "separert", separated, own) with { Authority = "STATSFORVALTEREN", Spouse = other.Number });
            if (divorced < last) rows.Insert(0, Row(registered ? "skiltPartner" : "skilt", divorced, own) with { Authority = pair.PerMille(200) ? "4" : "STATSFORVALTEREN", Spouse = other.Number });
        }
        var stillMarried = !parted || divorced >= last;
        if (stillMarried && other is { Kind: PersonKind.Dead, Left: { } died } && (person.Left is null || person.Left > died))
            rows.Insert(0, Row(registered ? "gjenlevendePartner" : "enkeEllerEnkemann", died, own) with { Spouse = other.Number });
    }

    private static MaritalRow Wedding(string status, DateOnly date, Municipality municipality, SyntheticPerson other, Dice pair, Dice own)
    {
        var row = Row(status, date, own) with { Spouse = own.PerMille(950) ? other.Number : null };
        if (pair.PerMille(120)) return row with { Abroad = pair.Pick<string>(["SWE", "DNK", "ESP", "THA", "PHL", "POL"]), Place = own.PerMille(300) ? "Testby i utlandet" : null };
        // half of the time the number of the day itself, else the one in use when it was registered
        var parts = municipality.Parts[0];
        var code = own.PerMille(500) ? parts.CodeOn(date) : parts.CodeOn(row.Registered.Date);
        return row with
        {
            Municipality = code,
            Authority = pair.Pick<string>(["DEN_NORSKE_KIRKE", "ANSATT_I_KOMMUNE", "DEN_NORSKE_KIRKE", "1", "2"]),
            Place = pair.Pick<string>(["Urolig Testkirke", "Vennlig Testrådhus", "Sist Testkirke", "Rolig Testtinghus"]),
        };
    }

    private static MaritalRow Row(string status, DateOnly date, Dice own)
    {
        var fromOld = date.Year < 2017 && own.PerMille(400);
        var registered = fromOld ? new DateOnly(2020, 12, 22) : date.Year < 2022 ? new DateOnly(2022, 3, 2).AddDays(own.Below(60)) : date.AddDays(own.Below(10));
        return new(status, date, Moment.During(registered, own), fromOld ? "KILDE_DSF" : "Synutopia", fromOld ? null : own.Pick<string>(["Grunnbefolkning", "Patch", "Fødsel"]));
    }

    private static bool MayMarry(SyntheticPerson person) => person.Kind is PersonKind.Resident or PersonKind.Dead or PersonKind.Emigrated or PersonKind.Disappeared;

    private static DateOnly Earliest(DateOnly one, DateOnly other) => one < other ? one : other;
}
