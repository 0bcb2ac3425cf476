namespace PersonEtl.Etl.World.Places;

/// <summary>Made-up names of units and streets, from parts; the n-th name of a municipality is the same in every world.</summary>
internal static class PlaceNames
{
    private static readonly string[] Norwegian =
    [
        "Bjørke", "Furu", "Gran", "Ospe", "Rogne", "Selje", "Hegge", "Lind", "Eike", "Older", "Kvern", "Mølle", "Bekke", "Elve", "Tjern", "Fjord", "Stein", "Sand",
        "Leir", "Myr", "Sol", "Vår", "Høst", "Nord", "Sør", "Øst", "Vest", "Skog", "Åker", "Eng", "Beite", "Seter", "Kirke", "Skole", "Stasjons", "Brygge", "Fyr",
        "Havne", "Smie", "Gruve", "Teglverks", "Bruks", "Ravne", "Ørne", "Svale", "Trost", "Lerke", "Rype", "Elg", "Rev", "Gaupe", "Bever", "Laks", "Ørret", "Sild",
        "Blåbær", "Tyttebær", "Multe", "Lyng", "Mose", "Kløver", "Hassel", "Ask", "Alm", "Lønne", "Einer", "Siv", "Rør", "Kleiv", "Tømmer",
    ];

    private static readonly string[] Sami =
    [
        "Ávjovár", "Leavnnja", "Čáhppes", "Skuvla", "Girko", "Márkan", "Vuovde", "Jeagil", "Luossa", "Guolle", "Rievssat", "Njála", "Goaskin", "Beaivváš", "Mánnu",
        "Násti", "Dálvi", "Giđa", "Geasse", "Čakča", "Bieggá", "Muohta", "Sáttu", "Geađgi", "Gáisá", "Duottar", "Johka", "Gurra", "Láddu", "Suolu",
    ];

    private static readonly string[] UnitEnds =
        ["haugen", "dalen", "moen", "åsen", "vika", "neset", "sletta", "bakken", "lia", "rud", "stad", "heim", "tun", "vollen", "berget", "marka", "sund", "nes", "øra", "jordet"];

    private static readonly string[] SamiUnitEnds = ["jávri", "várri", "vuopmi", "njárga", "jeaggi", "oaivi", "luokta", "guolbba"];

    // one spelling a municipality: a name search that forgives vei for veg must not find two streets
    private static readonly string[][] StreetEnds =
    [
        ["vegen", "gata", "lia", "bakken", "tunet", "stien", "svingen", " allé", "kroken", "ringen", "haugen", "jordet"],
        ["veien", "gate", "lia", "bakken", "tunet", "stien", "svingen", " allé", "kroken", "ringen", "terrasse", "åsen"],
    ];

    private static readonly string[] SamiStreetEnds = ["geaidnu", "luodda", "bálggis", "gáddi"];

    private static readonly string[] Qualifiers = ["", "Nedre ", "Øvre ", "Gamle ", "Nordre ", "Søndre ", "Østre ", "Vestre ", "Indre ", "Ytre "];

    public static string Unit(Municipality municipality, int n)
        => Name(municipality.IsSami ? Sami : Norwegian, municipality.IsSami ? SamiUnitEnds : UnitEnds, municipality.Index * 13, n, sami: municipality.IsSami);

    /// <summary>Every seventh street of a Sámi municipality has a Norwegian name.</summary>
    public static string Street(Municipality municipality, int n) => municipality.IsSami && n % 7 != 0
        ? Name(Sami, SamiStreetEnds, municipality.Index * 7, n, sami: true)
        : Name(Norwegian, StreetEnds[municipality.Index % 2], municipality.Index * 17, n, sami: false);

    private static string Name(string[] starts, string[] ends, int shift, int n, bool sami)
    {
        var pairs = starts.Length * ends.Length;
        // 37 is coprime to every product of the lists' lengths, so each pair comes once
        var pair = (int)((((long)(n % pairs) * 37) + shift) % pairs);
        var round = n / pairs;
        var name = starts[pair / ends.Length] + ends[pair % ends.Length];
        if (round == 0) return name;
        return round < Qualifiers.Length
            ? sami ? $"{name} {round + 1}" : Qualifiers[round] + name
            : $"{name} {round + 1}";
    }
}
