using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace PersonEtl.DatabaseTests.Api;

/// <summary>The API with exports in its data folder: 3 is the newest whole one, 1 is older, 9 was never published; 4, which is served, has changes that build on 3.</summary>
public sealed class ExportServer : ApiServer, IAsyncLifetime
{
    public static readonly byte[] Analysis = [.. Enumerable.Range(0, 1000).Select(i => (byte)i)];

    public static readonly byte[] Identified = [.. Enumerable.Range(0, 300).Select(i => (byte)(i * 7))];

    public static readonly byte[] Changes = [.. Enumerable.Range(0, 50).Select(i => (byte)(i * 3))];

    public static string AnalysisHash => Convert.ToHexStringLower(SHA256.HashData(Analysis));

    async Task IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        await SqlAsync("""
            update mart.generation set export_generation = 1;
            insert into mart.generation (generation, published_at, as_of_date, sources, counts, match_rates, export_generation, kind, changes)
            select later.generation, published_at + later.generation * interval '1 day', as_of_date, sources, counts, match_rates, 3, kind_of, later.changes
            from mart.generation, (values (3, 'full', 0), (4, 'small', 1)) as later (generation, kind_of, changes);
            insert into mart.change values (4, '5eed0000-0000-8000-8000-000000000001', 'ChangeInName', 'name');
            """);
        foreach (var generation in new[] { 1, 3, 9 }) Write(generation);
        WriteChanges(4, 3);
        await File.WriteAllTextAsync(Path.Combine(Data, "secret.txt"), "secret");
        await File.WriteAllTextAsync(Path.Combine(Data, "exports", "3", "unlisted.parquet"), "unlisted");
    }

    /// <summary>Writes a folder with changes and nothing else, as a small pass does.</summary>
    public void WriteChanges(int generation, int? builtOn)
    {
        var folder = Folder(generation);
        object[] files = [Put(folder, $"changes-{generation.ToString(CultureInfo.InvariantCulture)}.parquet", "changes", Changes)];
        File.WriteAllBytes(Path.Combine(folder, "manifest.json"), JsonSerializer.SerializeToUtf8Bytes(new { generation, asOfDate = "2026-11-23", @base = builtOn, files }));
    }

    public string Folder(int generation) => Path.Combine(Data, "exports", generation.ToString(CultureInfo.InvariantCulture));

    /// <summary>Writes a whole export.</summary>
    public void Write(int generation)
    {
        var folder = Folder(generation);
        object[] files =
        [
            Put(folder, "analysis/person/part-000.parquet", "analysis", Analysis),
            Put(folder, "identified/person/part-000.parquet", "identified", Identified),
        ];
        File.WriteAllBytes(Path.Combine(folder, "manifest.json"), JsonSerializer.SerializeToUtf8Bytes(new { generation, asOfDate = "2026-11-23", files, tables = new[] { new { name = "person", columns = 2 } } }));
    }

    private static object Put(string folder, string path, string variant, byte[] content)
    {
        var place = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        File.WriteAllBytes(place, content);
        return new { path, table = "person", variant, rows = 1, bytes = content.Length, sha256 = Convert.ToHexStringLower(SHA256.HashData(content)) };
    }
}
