using PersonEtl.Etl.Sources;
using PersonEtl.Etl.World.Writing;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>
/// Hand-made deliveries in which places changed: Karlsøy got a new number in 2024, Ålesund was parted into Ålesund and Haram,
/// and 1806 was Svolvær until 1964 and is Narvik since 2020. Numbers and names are the registers' own, units are a choice of them.
/// </summary>
internal static class ExplainedNorway
{
    private static readonly (string Code, string Name)[] Always = [("0301", "Oslo")];

    private static readonly Dictionary<string, (string Code, string Name)[]> Municipalities = new()
    {
        ["1960-01-01"] = [.. Always, ("1501", "Ålesund"), ("1806", "Svolvær"), ("1936", "Karlsøy")],
        ["2010-01-01"] = [.. Always, ("1504", "Ålesund"), ("1805", "Narvik"), ("1865", "Vågan"), ("1936", "Karlsøy")],
        ["2020-01-01"] = [.. Always, ("1507", "Ålesund"), ("1806", "Narvik"), ("1865", "Vågan"), ("5423", "Karlsøy")],
        ["2024-01-01"] = [.. Always, ("1508", "Ålesund"), ("1580", "Haram"), ("1806", "Narvik"), ("1865", "Vågan"), ("5534", "Karlsøy")],
    };

    private static readonly (string Code, string Name)[] OsloUnits = [("03010101", "Sentrum 1 - Rode 1"), ("03010401", "Homansbyen")];

    private static readonly Dictionary<string, (string Code, string Name)[]> Units = new()
    {
        ["2010-01-01"] = [.. OsloUnits, ("15040101", "Aksla")],
        ["2020-01-01"] = [.. OsloUnits, ("15070101", "Aksla"), ("15070501", "Brattvåg"), ("54230208", "Vannareid")],
        ["2024-01-01"] = [.. OsloUnits, ("15080101", "Aksla"), ("15800501", "Brattvåg"), ("55340208", "Vannareid")],
    };

    private const string Changes = """
        {"codeChanges": [
            {"oldCode": "1806", "oldName": "Svolvær", "newCode": "1865", "newName": "Vågan", "changeOccurred": "1964-01-01"},
            {"oldCode": "1805", "oldName": "Narvik", "newCode": "1806", "newName": "Narvik", "changeOccurred": "2020-01-01"},
            {"oldCode": "1504", "oldName": "Ålesund", "newCode": "1507", "newName": "Ålesund", "changeOccurred": "2020-01-01"},
            {"oldCode": "1936", "oldName": "Karlsøy", "newCode": "5423", "newName": "Karlsøy", "changeOccurred": "2020-01-01"},
            {"oldCode": "1507", "oldName": "Ålesund", "newCode": "1508", "newName": "Ålesund", "changeOccurred": "2024-01-01"},
            {"oldCode": "1507", "oldName": "Ålesund", "newCode": "1580", "newName": "Haram", "changeOccurred": "2024-01-01"},
            {"oldCode": "5423", "oldName": "Karlsøy", "newCode": "5534", "newName": "Karlsøy", "changeOccurred": "2024-01-01"}]}
        """;

    private static readonly (string Code, string Name)[] Counties = [("03", "Oslo"), ("15", "Møre og Romsdal"), ("18", "Nordland"), ("19", "Troms"), ("54", "Troms og Finnmark"), ("55", "Troms")];

    private static readonly (string, string)[] Districts = [("030104", "St. Hanshaugen"), ("030116", "Sentrum")];

    private static readonly (string, string)[] DistrictOfUnit = [("03010101", "030116"), ("03010401", "030104")];

    public static async Task DeliverAsync(Night night, string freg, string krr)
    {
        await night.DeliverAsync(SourceName.Klass, Night.AsOf,
        [
            .. Municipalities.Select(m => ($"131_codesAt_{m.Key}.json", SmallNorway.Codes("1", m.Value))),
            ("131_changes_1960-01-01_open.json", Changes),
            ("104_codesAt_1960-01-01.json", SmallNorway.Codes("1", Counties)),
            .. Units.Select(u => ($"1_codesAt_{u.Key}.json", SmallNorway.Codes("2", u.Value))),
            ("103_codesAt_2010-01-01.json", SmallNorway.Codes("1", Districts)),
            ("1_correspondsAt_103_2010-01-01.json", SmallNorway.Corresponds(DistrictOfUnit)),
        ]);
        await night.DeliverAsync(SourceName.Matrikkel, Night.AsOf, ("matrikkelenAdresse.csv", MatrikkelFile.Header + "\r\n"
            + SmallNorway.Address(200, "0301", "vegadresse", "1100;Homansgata;7;", "33;1;;", "03010401")
            + SmallNorway.Address(201, "0301", "vegadresse", "1200;Rådhusgata;2;", "33;2;;", "03010101")
            + SmallNorway.Address(202, "1580", "vegadresse", "1300;Strandgata;5;", "33;3;;", "15800501")
            + SmallNorway.Address(203, "5534", "vegadresse", "1400;Vannavegen;9;", "33;4;;", "55340208")));
        await night.DeliverAsync(SourceName.ServiceDistricts, Night.AsOf, ("table.csv", "grunnkrets8;service_bydel;valid_from;valid_to;source\n03010101;030104;2004-01-01;;hand-made\n"));
        await night.DeliverAsync(SourceName.Krr, Night.AsOf, ("krr.json", krr));
        await night.DeliverAsync(SourceName.Freg, Night.AsOf, ("freg.ndjson", freg));
    }
}
