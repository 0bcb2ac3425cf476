using System.Security.Cryptography;
using System.Text.Json;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>
/// Everything an installation serves, as names and checksums: the rows of generations, each table of <c>mart</c> and <c>protected</c>,
/// and each file of the export that the generation names; and beside it what it keeps for later nights: hashes, counts, before-images.
/// Only the time of publication is left out.
/// </summary>
internal sealed record ServedState(int Generation, SortedDictionary<string, string> Parts)
{
    private const string Served = """
        select generation, export_generation,
            concat_ws(' ', generation, as_of_date, sources, counts, match_rates, export_generation) as row
        from mart.generation order by generation desc limit 1
        """;

    private const string Tables = """
        select n.nspname || '.' || c.relname
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname in ('mart', 'protected') and c.relkind = 'r' and c.relname <> 'generation'
        order by 1
        """;

    private static readonly string[] KeptTables = ["ops.before_image", "ops.generation_delivery", "ops.hold", "ops.person_hash", "ops.table_count"];

    /// <summary>The generation of the export that is served.</summary>
    public int? Export { get; private init; }

    /// <summary>What later nights build on; tidying after a publication takes away what is too old.</summary>
    public SortedDictionary<string, string> Kept { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads it all; the export's files must be those of its manifest, with its sizes and hashes.</summary>
    public static async Task<ServedState> ReadAsync(Installation at)
    {
        var parts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var (generation, export) = (0, default(int?));
        await using (var command = at.DataSource.CreateCommand(Served))
        await using (var reader = await command.ExecuteReaderAsync())
        {
            if (await reader.ReadAsync())
            {
                generation = reader.GetInt32(0);
                export = reader.IsDBNull(1) ? null : reader.GetInt32(1);
                parts["mart.generation"] = reader.GetString(2);
            }
        }
        parts["generations"] = await at.ScalarAsync<string>(Sum("(select generation, kind, changes, restored_generation, export_generation from mart.generation)"));
        foreach (var table in await at.ListAsync(Tables)) parts[table] = await at.ScalarAsync<string>(Sum(table));
        if (export is { } number) AddExport(Path.Combine(at.Folders.Exports, $"{number}"), parts);
        var state = new ServedState(generation, parts) { Export = export };
        foreach (var table in KeptTables) state.Kept[table] = await at.ScalarAsync<string>(Sum(table));
        state.Kept["hashed columns"] = await at.ScalarAsync<string>("select coalesce(max(hashed_columns::text), '') from ops.installation");
        return state;
    }

    /// <summary>Fails with the names of the parts that differ.</summary>
    public void MustBe(ServedState expected)
    {
        MustServe(expected);
        MustEqual(expected.Kept, Kept);
    }

    /// <summary>The same of what is served, whatever else is kept.</summary>
    public void MustServe(ServedState expected) => MustEqual(expected.Parts, Parts);

    private static void MustEqual(SortedDictionary<string, string> expected, SortedDictionary<string, string> found)
    {
        var names = expected.Keys.Union(found.Keys, StringComparer.Ordinal).Where(k => expected.GetValueOrDefault(k) != found.GetValueOrDefault(k));
        Assert.Equal("", string.Join('\n', names.Select(k => $"{k}: expected {expected.GetValueOrDefault(k)}, found {found.GetValueOrDefault(k)}")));
    }

    private static string Sum(string rows) => $"""select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text collate "C")), '') from {rows} t""";

    private static void AddExport(string folder, SortedDictionary<string, string> parts)
    {
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "manifest.json")));
        var told = manifest.RootElement.GetProperty("files").EnumerateArray()
            .ToDictionary(f => f.GetProperty("path").GetString()!, f => $"{f.GetProperty("bytes")} {f.GetProperty("sha256")}", StringComparer.Ordinal);
        var found = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(f => Path.GetRelativePath(folder, f), f => $"{new FileInfo(f).Length} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(f)))}", StringComparer.Ordinal);
        foreach (var (path, hash) in found) parts["export/" + path] = hash;
        found.Remove("manifest.json");
        Assert.Equal(told.OrderBy(f => f.Key, StringComparer.Ordinal), found.OrderBy(f => f.Key, StringComparer.Ordinal));
        Assert.Contains(found.Keys, f => f.StartsWith("analysis/person/", StringComparison.Ordinal));
    }
}
