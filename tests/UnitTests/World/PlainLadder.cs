using System.Globalization;
using System.Text.Json;

namespace PersonEtl.UnitTests.World;

/// <summary>The matching rules written down a second time, slowly and plainly, on the delivered file: it proves what the answers claim.</summary>
internal sealed class PlainLadder(IReadOnlyList<Dictionary<string, string>> matrikkel)
{
    private readonly Dictionary<string, Dictionary<string, string>> byId = matrikkel.ToDictionary(r => r["adresseId"], StringComparer.Ordinal);

    private readonly ILookup<(string, int, int, string), string> byStreet = matrikkel.Where(r => r["adressetype"] == "vegadresse")
        .ToLookup(r => (r["kommunenummer"], WrittenWorld.Int(r["adressekode"]), WrittenWorld.Int(r["nummer"]), r["bokstav"]), r => r["grunnkretsnummer"]);

    private readonly ILookup<(string, int), string> byStreetAlone = matrikkel.Where(r => r["adressetype"] == "vegadresse")
        .ToLookup(r => (r["kommunenummer"], WrittenWorld.Int(r["adressekode"])), r => r["grunnkretsnummer"]);

    private readonly ILookup<(string, string, int, string, string), string> byName = matrikkel.Where(r => r["adressetype"] == "vegadresse")
        .ToLookup(r => (r["kommunenummer"], r["adressenavn"].ToUpperInvariant(), WrittenWorld.Int(r["nummer"]), r["bokstav"], r["postnummer"]), r => r["grunnkretsnummer"]);

    private readonly ILookup<(string, int, int, int), Dictionary<string, string>> byTitle = matrikkel.Where(r => r["adressetype"] == "matrikkeladresse")
        .ToLookup(r => (r["kommunenummer"], WrittenWorld.Int(r["gardsnummer"]), WrittenWorld.Int(r["bruksnummer"]), WrittenWorld.Int(r["festenummer"])));

    /// <summary>The rule that answers and its unit, or <c>none</c>.</summary>
    public (string Rule, string? Unit) Find(JsonElement row)
    {
        if (row.TryGetProperty("adresseIdentifikatorFraMatrikkelen", out var id) && byId.TryGetValue(id.GetString()!, out var found))
            return Agrees(row, found) && found["grunnkretsnummer"].Length > 0 ? ("address-id", found["grunnkretsnummer"]) : ("none", null);
        if (row.TryGetProperty("vegadresse", out var street))
        {
            var municipality = street.GetProperty("kommunenummer").GetString()!;
            if (!street.TryGetProperty("adressenummer", out _)) return One("street-key", byStreetAlone[(municipality, WrittenWorld.Int(street.GetProperty("adressekode").GetString()!))]);
            var (number, letter) = House(street);
            return street.TryGetProperty("adressekode", out var code)
                ? One("street-key", byStreet[(municipality, WrittenWorld.Int(code.GetString()!), number, letter)])
                : One("name", byName[(municipality, Name(street), number, letter, street.GetProperty("poststed").GetProperty("postnummer").GetString()!)]);
        }
        if (!row.TryGetProperty("matrikkeladresse", out var cadastral)) return ("none", null);
        var title = cadastral.GetProperty("matrikkelnummer");
        var rows = byTitle[(title.GetProperty("kommunenummer").GetString()!, title.GetProperty("gaardsnummer").GetInt32(), title.GetProperty("bruksnummer").GetInt32(), title.GetProperty("festenummer").GetInt32())];
        if (cadastral.TryGetProperty("undernummer", out var sub)) rows = rows.Where(r => WrittenWorld.Int(r["undernummer"]) == sub.GetInt32());
        return One("cadastral-key", rows.Select(r => r["grunnkretsnummer"]));
    }

    private static (string, string?) One(string rule, IEnumerable<string> units) => units.Distinct().ToList() is [{ Length: > 0 } unit] ? (rule, unit) : ("none", null);

    private static bool Agrees(JsonElement row, Dictionary<string, string> found)
    {
        if (row.TryGetProperty("matrikkeladresse", out var cadastral))
        {
            var title = cadastral.GetProperty("matrikkelnummer");
            return title.GetProperty("gaardsnummer").GetInt32() == WrittenWorld.Int(found["gardsnummer"]) && title.GetProperty("bruksnummer").GetInt32() == WrittenWorld.Int(found["bruksnummer"]);
        }
        var street = row.GetProperty("vegadresse");
        if (!string.Equals(Name(street), found["adressenavn"], StringComparison.OrdinalIgnoreCase)) return false;
        if (!street.TryGetProperty("adressenummer", out _)) return true;
        return House(street) == (WrittenWorld.Int(found["nummer"]), found["bokstav"]);
    }

    private static string Name(JsonElement street) => street.GetProperty("adressenavn").GetString()!.ToUpperInvariant();

    private static (int Number, string Letter) House(JsonElement street)
    {
        var house = street.GetProperty("adressenummer");
        return (int.Parse(house.GetProperty("husnummer").GetString()!, CultureInfo.InvariantCulture), house.TryGetProperty("husbokstav", out var letter) ? letter.GetString()!.ToUpperInvariant() : "");
    }
}
