namespace PersonEtl.Etl.World.People;

/// <summary>Names nobody bears: an adjective and a thing, as in the tax administration's test population.</summary>
internal static class WordList
{
    public static readonly string[] First =
    [
        "VENNLIG", "STILLE", "RASK", "BLID", "MODIG", "TÅLMODIG", "SINDIG", "LYSTIG", "ÆRLIG", "KLOK", "LYS", "SPENNENDE", "NYSGJERRIG", "BESKJEDEN", "FIOLETT", "GRØNN",
        "BLÅ", "RØD", "HVIT", "GULLBLOND", "TRIVELIG", "SOLID", "RUND", "SMAL", "HØY", "LAV", "SPRØ", "MYK", "VARM", "KJØLIG", "TIDLIG", "SEN", "FRISK", "VÅKEN", "TRØTT",
        "MUNTER", "ALVORLIG", "PRESIS", "OMTENKSOM", "SKARP", "MILD", "ÁRVAS", "ČÁPPA", "NJUOSKA", "SUOHTAS", "ŠIEGA", "ŋÁLGÁS", "EKSTRA-BLID", "LITT-SEN",
    ];

    public static readonly string[] Middle = ["FIOLETT", "AUGUST", "SOMMER", "HØST", "VINTER", "VÅR", "MORGEN", "KVELD", "O'TEST", "MÅNE"];

    public static readonly string[] Last =
    [
        "OLJE", "BIT", "LISTE", "BAUG", "ASSOSIASJON", "SYKKEL", "LAMPE", "STOL", "TRAPP", "KOPP", "KASTRULL", "BLOMST", "STEIN", "SKY", "REGNBUE", "FJELL", "BRYGGE", "ÅRE",
        "SEIL", "TAU", "KNUTE", "KOMPASS", "KART", "BLYANT", "VISKELÆR", "LINJAL", "PASSER", "TAVLE", "KRITT", "GLOBUS", "ØKS", "SAG", "HAMMER", "SPIKER", "SKRUE", "MUTTER",
        "PENSEL", "LERRET", "RAMME", "SPEIL", "VINDU", "DØR", "NØKKEL", "LÅS", "KLOKKE", "VISER", "FJÆR", "PENDEL", "ÁIBMU", "BIEGGA", "GUOVSSAHAS", "ČÁHCI", "JOHKA",
        "TROLL-HATT", "ÆSKE", "ØRETELEFON", "GAFFEL-SKJE",
    ];

    /// <summary>Alpha-3 and alpha-2: addresses use the shorter.</summary>
    public static readonly (string Three, string Two)[] Countries =
    [
        ("SWE", "SE"), ("DNK", "DK"), ("POL", "PL"), ("LTU", "LT"), ("DEU", "DE"), ("GBR", "GB"), ("ESP", "ES"), ("THA", "TH"), ("PHL", "PH"), ("UKR", "UA"), ("SOM", "SO"),
        ("ERI", "ER"), ("USA", "US"), ("IND", "IN"), ("URY", "UY"), ("MLI", "ML"), ("XXK", "XK"),
    ];
}
