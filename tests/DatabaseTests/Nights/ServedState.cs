using System.Security.Cryptography;
using System.Text.Json;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>
/// Everything an installation serves, as names and checksums: the generation's row, each table of <c>mart</c> and <c>protected</c>,
/// and each file of the export that the generation names. Only the time of publication is left out.
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
        parts["generations"] = $"{await at.ScalarAsync<long>("select count(*) from mart.generation")}";
        foreach (var table in await at.ListAsync(Tables))
            parts[table] = await at.ScalarAsync<string>($"""select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text collate "C")), '') from {table} t""");
        if (export is { } number) AddExport(Path.Combine(at.Folders.Exports, $"{number}"), parts);
        return new(generation, parts);
    }

    /// <summary>Fails with the names of the parts that differ.</summary>
    public void MustBe(ServedState expected)
    {
        var names = expected.Parts.Keys.Union(Parts.Keys, StringComparer.Ordinal).Where(k => expected.Parts.GetValueOrDefault(k) != Parts.GetValueOrDefault(k));
        Assert.Equal("", string.Join('\n', names.Select(k => $"{k}: expected {expected.Parts.GetValueOrDefault(k)}, found {Parts.GetValueOrDefault(k)}")));
    }

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
