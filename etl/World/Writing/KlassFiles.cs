using System.Globalization;
using System.Text;
using System.Text.Json;
using PersonEtl.Etl.World.Places;

namespace PersonEtl.Etl.World.Writing;

/// <summary>Writes answers of Statistics Norway's KLASS API, as JSON or CSV, named <c>{classification}_{call}_{date}</c>.</summary>
internal static class KlassFiles
{
    private static readonly DateOnly[] Reforms = [new(2010, 1, 1), new(2013, 1, 1), new(2017, 1, 1), new(2018, 1, 1), new(2019, 1, 1), new(2020, 1, 1), new(2024, 1, 1)];

    /// <summary>Writes all files into a folder and returns their paths.</summary>
    public static async Task<IReadOnlyList<string>> WriteAsync(string folder, Land land, WorldOptions options, CancellationToken cancellationToken)
    {
        List<string> paths = [];
        foreach (var table in Tables(land, options))
        {
            var path = Path.Combine(folder, table.Name + (options.KlassAsCsv ? ".csv" : ".json"));
            if (options.KlassAsCsv) await WriteCsvAsync(path, table, cancellationToken);
            else await WriteJsonAsync(path, table, cancellationToken);
            paths.Add(path);
        }
        return paths;
    }

    private static IEnumerable<KlassTable> Tables(Land land, WorldOptions options)
    {
        var asOf = options.AsOfDate;
        // a version is announced before the 1 January on which it takes effect
        var known = new DateOnly(asOf.Year + 1, 1, 1);
        yield return KlassTable.Codes("131_codes_2010-01-01_open", MunicipalityFacts.Codes.Where(c => c.From <= known).Select(c => (c.Code, c.Name, Text(c.From), c.To is { } to && to <= known ? Text(to) : null))
            .Append(("9999", "Uoppgitt", "2010-01-01", null)));
        yield return KlassTable.Changes($"131_changes_{Text(Renumbering.ChangesFrom)}_{Text(options.Reform is null ? asOf : known.AddDays(1))}", MunicipalityFacts.Changes.Where(c => c.Occurred >= Renumbering.ChangesFrom && c.Occurred <= known).Select(c =>
            (c.Old, MunicipalityFacts.NameOn(c.Old, c.Occurred.AddDays(-1))!, c.New, MunicipalityFacts.NameOn(c.New, c.Occurred)!, Text(c.Occurred))));
        DateOnly[] days = [.. options.KlassHistory ? Reforms.Where(day => day <= asOf) : [], asOf, known];
        foreach (var day in days.Distinct())
        {
            foreach (var table in At(land, day)) yield return table;
        }
    }

    private static IEnumerable<KlassTable> At(Land land, DateOnly day)
    {
        var municipalities = MunicipalityFacts.ValidOn(day).Select(m => (m.Code, m.Name)).Append(("9999", "Uoppgitt")).OrderBy(m => m.Item1, StringComparer.Ordinal).ToList();
        var counties = Counties.On(day).OrderBy(c => c.Code, StringComparer.Ordinal).ToList();
        var countyNames = counties.ToDictionary(c => c.Code, c => c.Name, StringComparer.Ordinal);
        var districts = municipalities.SelectMany(m => Districts.On(m.Item1, day)).ToList();
        var districtNames = districts.ToDictionary(d => d.Code, d => d.Name, StringComparer.Ordinal);
        var units = land.Units.Select(u => (Unit: u, Municipality: u.Lineage.CodeOn(day)))
            .Select(u => (Number: u.Unit.NumberUnder(u.Municipality), u.Unit.Name, District: u.Unit.DistrictUnder(u.Municipality)))
            .OrderBy(u => u.Number, StringComparer.Ordinal).ToList();
        yield return KlassTable.CodesAt($"131_codesAt_{Text(day)}", municipalities.Select(m => (m.Item1, (string?)null, "1", m.Item2)));
        yield return KlassTable.CodesAt($"104_codesAt_{Text(day)}", counties.Select(c => (c.Code, (string?)null, "1", c.Name)));
        yield return KlassTable.CorrespondsAt($"131_correspondsAt_104_{Text(day)}", municipalities.Select(m => (m.Item1, m.Item2, m.Item1[..2], countyNames[m.Item1[..2]])));
        yield return KlassTable.CodesAt($"103_codesAt_{Text(day)}", districts.Select(d => (d.Code, (string?)null, "1", d.Name)));
        yield return KlassTable.CodesAt($"1_codesAt_{Text(day)}", UnitCodes(units, municipalities.Select(m => m.Item1)));
        yield return KlassTable.CorrespondsAt($"1_correspondsAt_103_{Text(day)}", units.Where(u => u.District is not null)
            .Select(u => (u.Number, u.Name, u.District!, districtNames[u.District!]))
            .Concat(districts.Where(d => d.Code.EndsWith("99", StringComparison.Ordinal)).Select(d => (d.Code[..4] + "9999", "Uoppgitt grunnkrets", d.Code, d.Name))));
    }

    private static IEnumerable<(string Code, string? Parent, string Level, string Name)> UnitCodes(
        IReadOnlyList<(string Number, string Name, string? District)> units, IEnumerable<string> municipalities)
    {
        List<(string Code, string? Parent, string Level, string Name)> codes = [];
        foreach (var area in units.GroupBy(u => u.Number[..6], StringComparer.Ordinal))
        {
            var parent = area.Key + "00";
            // an area bears the name of its first unit
            codes.Add((parent, null, "1", area.First().Name));
            foreach (var (number, name, _) in area) codes.Add((number, parent, "2", name));
        }
        foreach (var municipality in municipalities.Where(m => m is not "9999").Append("2100"))
        {
            codes.Add((municipality + "9900", null, "1", "Uoppgitt delområde"));
            codes.Add((municipality + "9999", municipality + "9900", "2", "Uoppgitt grunnkrets"));
        }
        // Svalbard has units but no municipality
        codes.Add(("21000100", null, "1", "Svalbard"));
        codes.AddRange([("21000101", "21000100", "2", "Spitsbergen"), ("21000102", "21000100", "2", "Bjørnøya"), ("21000103", "21000100", "2", "Hopen")]);
        return codes.OrderBy(c => c.Code, StringComparer.Ordinal);
    }

    private static async Task WriteJsonAsync(string path, KlassTable table, CancellationToken cancellationToken)
    {
        await using var file = File.Create(path);
        await using var json = new Utf8JsonWriter(file, JsonText.Options);
        json.WriteStartObject();
        json.WriteStartArray(table.Array);
        foreach (var row in table.Rows)
        {
            json.WriteStartObject();
            for (var c = 0; c < row.Length; c++) json.WriteString(table.Columns[c], row[c]);
            json.WriteEndObject();
            if (json.BytesPending > 1 << 16) await json.FlushAsync(cancellationToken);
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static async Task WriteCsvAsync(string path, KlassTable table, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        await writer.WriteAsync(string.Join(',', table.Columns.Select(Quoted)) + "\n");
        foreach (var row in table.Rows) await writer.WriteAsync((string.Join(',', row.Select(Quoted)) + "\n").AsMemory(), cancellationToken);
    }

    /// <summary>Every string is quoted; null is empty without quotes.</summary>
    private static string Quoted(string? text) => text is null ? "" : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
