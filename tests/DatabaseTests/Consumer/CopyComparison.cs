using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using PersonEtl.DatabaseTests.Nights;

namespace PersonEtl.DatabaseTests.Consumer;

/// <summary>A copy held against the mart: property by property against what the API says of everyone, and against the tables.</summary>
internal static class CopyComparison
{
    /// <summary>Of what a copy has of its persons, lines as a query of the tables gives them.</summary>
    private static readonly IReadOnlyList<(string Sql, Func<JsonObject, IEnumerable<string>> OfPerson)> Tables =
    [
        ("select person_id, identification_number, status from mart.person_identifier", Lines("norwegianIdentificationNumber", "identificationNumber", "status")),
        ("select person_id, first_name, middle_name, last_name from mart.person_name", Lines("name", "givenName", "middleName", "familyName")),
        ("select person_id, gender from mart.person where gender is not null", Lines("gender", "gender")),
        ("select person_id, birth_year, birth_country, birth_municipality_name from mart.person_birth", Lines("birth", "birthYear", "birthCountry", "birthMunicipalityName")),
        ("select person_id, status, place, municipality_name from mart.person_marital_status", Lines("maritalStatus", "status", "place", "municipalityName")),
        ("select person_id, citizenship from mart.person_citizenship", Lines("citizenship", "countryCode")),
        ("select person_id, kind, full_basic_statistical_unit_number, basic_statistical_unit_name, urban_district_name, is_valid from mart.person_address where kind = 'residential'",
            Lines("residentialAddress", "'residential", "fullBasicStatisticalUnitNumber", "basicStatisticalUnitName", "urbanDistrictName", "isValid")),
        ("select person_id, kind, full_basic_statistical_unit_number, basic_statistical_unit_name, urban_district_name, is_valid from mart.person_address where kind = 'present'",
            Lines("presentAddress", "'present", "fullBasicStatisticalUnitNumber", "basicStatisticalUnitName", "urbanDistrictName", "isValid")),
        ("select person_id, to_char(death_date, 'YYYY-MM-DD\"T00:00:00Z\"') from mart.person where death_date is not null", Lines("death", "deceasedDate")),
    ];

    /// <summary>Where the copy differs from what the API says of everyone.</summary>
    public static async Task<IReadOnlyList<string>> WithApiAsync(MartCopy copy, Night night)
    {
        var ids = (await night.RowsAsync("select person_id from mart.person")).Select(r => (Guid)r[0]!).ToList();
        var said = ids.Zip(await copy.LookUpAsync(ids)).ToDictionary(p => p.First, p => p.Second!);
        List<string> wrong = [.. copy.Persons.Keys.Except(said.Keys).Select(id => $"{id} is gone"), .. said.Keys.Except(copy.Persons.Keys).Select(id => $"{id} is missing")];
        foreach (var (id, person) in said)
        {
            if (!copy.Persons.TryGetValue(id, out var held)) continue;
            foreach (var part in person.Select(p => p.Key).Union(held.Select(p => p.Key), StringComparer.Ordinal))
            {
                var (expected, found) = (Text(person[part]), Text(held[part]));
                if (!string.Equals(expected, found, StringComparison.Ordinal)) wrong.Add($"{id} {part}: {found} in place of {expected}");
            }
        }
        return wrong;
    }

    /// <summary>Where it differs from the public tables.</summary>
    public static async Task<IReadOnlyList<string>> WithTablesAsync(MartCopy copy, Night night)
    {
        var wrong = Differences(await night.LinesAsync("select person_id from mart.person"), copy.Persons.Keys.Select(id => id.ToString()));
        wrong.AddRange(Differences(await night.LinesAsync("select person_id, survivor_id from mart.person_alias"), copy.Aliases.Select(a => $"{a.Key}|{a.Value}")));
        foreach (var (sql, lines) in Tables) wrong.AddRange(Differences(await night.LinesAsync(sql), copy.Persons.Values.SelectMany(lines)));
        return wrong;
    }

    private static List<string> Differences(IEnumerable<string> tables, IEnumerable<string> copy)
    {
        var (expected, found) = (tables.Order(StringComparer.Ordinal).ToList(), copy.Order(StringComparer.Ordinal).ToList());
        return expected.SequenceEqual(found, StringComparer.Ordinal) ? [] : [.. found.Except(expected).Select(l => "only in the copy: " + l), .. expected.Except(found).Select(l => "only in the tables: " + l)];
    }

    private static Func<JsonObject, IEnumerable<string>> Lines(string part, params string[] properties)
        => person => (person[part] is JsonArray all ? all : person[part] is { } one ? new JsonArray(one.DeepClone()) : [])
            .Select(row => string.Join('|', properties.Select(p => p[0] == '\'' ? p[1..] : row![p] is { } value ? Plain(value) : "-").Prepend((string)person["id"]!)));

    private static string Plain(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.True => "True",
        JsonValueKind.False => "False",
        _ => value.ToString(),
    };

    /// <summary>A value as text: properties by name, rows in no order, and instants in milliseconds, as Parquet has them.</summary>
    private static string Text(JsonNode? value) => value switch
    {
        null => "null",
        JsonObject of => "{" + string.Join(", ", of.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}: {Text(p.Value)}")) + "}",
        JsonArray rows => "[" + string.Join(", ", rows.Select(Text).Order(StringComparer.Ordinal)) + "]",
        _ when value.GetValueKind() == JsonValueKind.String && IsInstant((string)value!, out var instant) => instant.ToString("yyyy-MM-ddTHH:mm:ss.fff", CultureInfo.InvariantCulture),
        _ => value.ToJsonString(),
    };

    private static bool IsInstant(string text, out DateTime instant)
        => DateTime.TryParseExact(text, "yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out instant);
}
