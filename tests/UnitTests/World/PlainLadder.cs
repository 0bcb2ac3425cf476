using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PersonEtl.UnitTests.World;

/// <summary>
/// The matching rules written down a second time, slowly and plainly, on the delivered files: it proves what the answers claim.
/// <paramref name="today"/> are the municipality numbers in use, <paramref name="changes"/> the pairs of old and new ones that KLASS tells.
/// </summary>
internal sealed class PlainLadder(IReadOnlyList<Dictionary<string, string>> matrikkel, IReadOnlySet<string> today, IReadOnlyList<(string Old, string New)> changes)
{
    private static readonly (string, string?) Nothing = ("none", null);

    private readonly Dictionary<string, Dictionary<string, string>> byId = matrikkel.ToDictionary(r => r["adresseId"], StringComparer.Ordinal);

    private readonly ILookup<string, Dictionary<string, string>> streetsOf = matrikkel.Where(r => r["adressetype"] == "vegadresse").ToLookup(r => r["kommunenummer"], StringComparer.Ordinal);

    private readonly ILookup<string, Dictionary<string, string>> cadastralOf = matrikkel.Where(r => r["adressetype"] == "matrikkeladresse").ToLookup(r => r["kommunenummer"], StringComparer.Ordinal);

    /// <summary>The rule that answers and its unit of today, or <c>none</c>.</summary>
    public (string Rule, string? Unit) Find(JsonElement row)
    {
        var isStreet = row.TryGetProperty("vegadresse", out var street);
        if (!isStreet && !row.TryGetProperty("matrikkeladresse", out _)) return Nothing;
        var municipality = isStreet ? Text(street, "kommunenummer")! : Text(row.GetProperty("matrikkeladresse").GetProperty("matrikkelnummer"), "kommunenummer")!;
        if (row.TryGetProperty("adresseIdentifikatorFraMatrikkelen", out var id) && byId.TryGetValue(id.GetString()!, out var found))
            return Agrees(row, municipality, found) ? One("address-id", [found]) : Nothing;
        var municipalities = today.Contains(municipality) ? [municipality] : Becomes(municipality);
        return isStreet
            ? FindStreet(street, municipality, [.. municipalities.SelectMany(m => streetsOf[m])])
            : FindCadastral(row.GetProperty("matrikkeladresse"), today.Contains(municipality) || IsRenumberedOnly(municipality) ? [.. municipalities.SelectMany(m => cadastralOf[m])] : []);
    }

    private (string, string?) FindStreet(JsonElement street, string municipality, List<Dictionary<string, string>> streets)
    {
        var name = Plain(Text(street, "adressenavn"));
        var house = Number(street);
        var byName = name.Length == 0 || house is null ? [] : OfHouse(street, streets.FindAll(r => Plain(r["adressenavn"]) == name && (PostalCode(street) is not { } code || r["postnummer"] == code)));
        if (Text(street, "adressekode") is { } written)
        {
            var byCode = OfHouse(street, streets.FindAll(r => Int(r["adressekode"]) == Int(written) && (today.Contains(municipality) || Plain(r["adressenavn"]) == name)));
            if (byCode.Count > 0)
                return byCode.TrueForAll(r => Plain(r["adressenavn"]) != name) ? One("street-key", [.. byCode, .. byName]) : One("street-key", byCode);
        }
        return One("name-key", byName);
    }

    /// <summary>The rows of the house; those of any letter when it is named without one and isn't there so; all when no house is named.</summary>
    private static List<Dictionary<string, string>> OfHouse(JsonElement street, List<Dictionary<string, string>> rows)
    {
        if (Number(street) is not { } number) return rows;
        var ofNumber = rows.FindAll(r => Int(r["nummer"]) == number);
        var exact = ofNumber.FindAll(r => r["bokstav"] == Letter(street));
        return exact.Count == 0 && Letter(street).Length == 0 ? ofNumber : exact;
    }

    private static (string, string?) FindCadastral(JsonElement cadastral, List<Dictionary<string, string>> rows)
        => One("cadastral-key", rows.FindAll(r => IsTitle(cadastral, r) && IsSub(cadastral, r)));

    private bool Agrees(JsonElement row, string municipality, Dictionary<string, string> found)
    {
        var moved = municipality != found["kommunenummer"];
        if (moved && (today.Contains(municipality) || (Becomes(municipality) is { Count: > 0 } now && !now.Contains(found["kommunenummer"])))) return false;
        if (row.TryGetProperty("matrikkeladresse", out var cadastral)) return found["adressetype"] == "matrikkeladresse" && IsTitle(cadastral, found) && IsSub(cadastral, found);
        var street = row.GetProperty("vegadresse");
        if (found["adressetype"] != "vegadresse") return false;
        var sameStreet = !moved && Text(street, "adressekode") is { } code ? Int(code) == Int(found["adressekode"]) : Plain(Text(street, "adressenavn")) == Plain(found["adressenavn"]);
        return sameStreet && (Number(street) is not { } number || (number == Int(found["nummer"]) && Letter(street) == found["bokstav"]));
    }

    private static bool IsTitle(JsonElement cadastral, Dictionary<string, string> found)
    {
        var title = cadastral.GetProperty("matrikkelnummer");
        return title.GetProperty("gaardsnummer").GetInt32() == Int(found["gardsnummer"]) && title.GetProperty("bruksnummer").GetInt32() == Int(found["bruksnummer"]) && title.GetProperty("festenummer").GetInt32() == Int(found["festenummer"]);
    }

    private static bool IsSub(JsonElement cadastral, Dictionary<string, string> found) => !cadastral.TryGetProperty("undernummer", out var sub) || sub.GetInt32() == Int(found["undernummer"]);

    /// <summary>All numbers of today that changes lead to.</summary>
    private HashSet<string> Becomes(string municipality)
    {
        var next = changes.Where(c => c.Old == municipality && c.New != municipality).ToList();
        return next.Count == 0 ? today.Contains(municipality) ? [municipality] : [] : [.. next.SelectMany(c => Becomes(c.New))];
    }

    /// <summary>Whether each number on the way has one before it and one after it, itself aside.</summary>
    private bool IsRenumberedOnly(string municipality)
    {
        if (today.Contains(municipality)) return true;
        var next = changes.Where(c => c.Old == municipality && c.New != municipality).Select(c => c.New).ToList();
        return next is [var one] && changes.Where(c => c.New == one && c.Old != one).Select(c => c.Old).Distinct().Count() == 1 && IsRenumberedOnly(one);
    }

    private static (string, string?) One(string rule, List<Dictionary<string, string>> rows)
        => rows.Select(r => r["grunnkretsnummer"]).Distinct().ToList() is [{ Length: > 0 } unit] ? (rule, unit) : Nothing;

    private static string Plain(string? name)
    {
        var upper = (name ?? "").Normalize(NormalizationForm.FormC).ToUpperInvariant().Trim();
        if (upper.EndsWith("V.", StringComparison.Ordinal)) upper = upper[..^2] + "VEI";
        if (upper.EndsWith("GT.", StringComparison.Ordinal) || upper.EndsWith(" GT", StringComparison.Ordinal)) upper = upper[..^3] + "GATE";
        upper = string.Concat(upper.Where(char.IsLetterOrDigit));
        return upper.EndsWith("VEGEN", StringComparison.Ordinal) ? upper[..^5] + "VEIEN" : upper.EndsWith("VEG", StringComparison.Ordinal) ? upper[..^3] + "VEI" : upper;
    }

    private static int? Number(JsonElement street) => street.TryGetProperty("adressenummer", out var house) ? Int(house.GetProperty("husnummer").GetString()!) : null;

    private static string Letter(JsonElement street) => street.TryGetProperty("adressenummer", out var house) && Text(house, "husbokstav") is { } letter ? letter.ToUpperInvariant() : "";

    private static string? PostalCode(JsonElement street) => Text(street.GetProperty("poststed"), "postnummer");

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static int Int(string text) => text.Length == 0 ? 0 : int.Parse(text, CultureInfo.InvariantCulture);
}
