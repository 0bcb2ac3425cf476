using System.Text.Json;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.World.Writing;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>Hand-made deliveries of the small registers: three cities with one unit each, as KLASS and Matrikkelen would write them.</summary>
internal static class SmallNorway
{
    private static readonly (string Code, string Name, string County)[] Municipalities =
        [("0301", "Oslo", "03"), ("4601", "Bergen", "46"), ("5001", "Trondheim - Tråante", "50")];

    private static readonly (string Code, string Name)[] Counties = [("03", "Oslo"), ("46", "Vestland"), ("50", "Trøndelag - Trööndelage")];

    private static readonly (string Code, string Name, string District)[] Units =
        [("03010101", "Sentrum 1 - Rode 1", "030116"), ("46010101", "Garnes", "460101"), ("50015218", "MUNKVOLD", "500101")];

    private static readonly (string Code, string Name)[] Districts = [("030104", "St. Hanshaugen"), ("030116", "Sentrum"), ("460101", "Arna"), ("500101", "Midtbyen")];

    /// <summary>KRR without anyone of the persons.</summary>
    internal const string Strangers = """{"personer": [{"personidentifikator": "01818012345", "reservasjon": "NEI", "status": "IKKE_REGISTRERT"}]}""";

    /// <summary>Delivers everything a night needs, with these persons and contacts, and further files of KLASS.</summary>
    public static async Task DeliverAsync(Night night, string freg, string? krr = null, params (string Name, string Content)[] moreOfKlass)
    {
        await night.DeliverAsync(SourceName.Klass, Night.AsOf, [
            ("131_codesAt_2010-01-01.json", Codes("1", Municipalities.Select(m => (m.Code, m.Name)))),
            ("104_codesAt_2010-01-01.json", Codes("1", Counties)),
            ("131_correspondsAt_104_2010-01-01.json", Corresponds(Municipalities.Select(m => (m.Code, m.County)))),
            ("1_codesAt_2010-01-01.json", Codes("2", Units.Select(u => (u.Code, u.Name)))),
            ("103_codesAt_2010-01-01.json", Codes("1", Districts)),
            ("1_correspondsAt_103_2010-01-01.json", Corresponds(Units.Select(u => (u.Code, u.District)))),
            .. moreOfKlass]);
        await night.DeliverAsync(SourceName.Matrikkel, Night.AsOf, ("matrikkelenAdresse.csv", MatrikkelFile.Header + "\r\n"
            + Address(100, "4601", "vegadresse", "1200;Testveien;7;A", "12;3;;", "46010101")
            + Address(101, "0301", "matrikkeladresse", ";;;", "33;1144;;2", "03010101")));
        await night.DeliverAsync(SourceName.ServiceDistricts, Night.AsOf, ("table.csv", "grunnkrets8;service_bydel;valid_from;valid_to;source\n03010101;030104;2004-01-01;;hand-made\n"));
        await night.DeliverAsync(SourceName.Krr, Night.AsOf, ("krr.json", krr ?? Strangers));
        await night.DeliverAsync(SourceName.Freg, Night.AsOf, ("freg.ndjson", freg));
    }

    internal static string Codes(string level, IEnumerable<(string Code, string Name)> codes)
        => JsonSerializer.Serialize(new { codes = codes.Select(c => new { code = c.Code, parentCode = (string?)null, level, name = c.Name }) });

    internal static string Corresponds(IEnumerable<(string Source, string Target)> items)
        => JsonSerializer.Serialize(new { correspondenceItems = items.Select(i => new { sourceCode = i.Source, sourceName = "", targetCode = i.Target, targetName = "" }) });

    internal static string Address(long id, string municipality, string kind, string street, string title, string unit)
        => FormattableString.Invariant($"{id};{municipality};BY;{kind};;;{street};{title};tekst;tekst;4258;60.1;10.1;0001;BY;{unit};KRETS;;;;;;1;KRETS;01.01.2024 00:00:00;20.11.2026 05:00:00;{id};;;;;;;;;;;;;\r\n");
}
