using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace PersonEtl.DatabaseTests.Api;

/// <summary>The API with three exports in its data folder: 3 is the newest published, 1 is older, 9 was never published.</summary>
public sealed class ExportServer : ApiServer, IAsyncLifetime
{
    public static readonly byte[] Analysis = [.. Enumerable.Range(0, 1000).Select(i => (byte)i)];

    public static readonly byte[] Identified = [.. Enumerable.Range(0, 300).Select(i => (byte)(i * 7))];

    public static string AnalysisHash => Convert.ToHexStringLower(SHA256.HashData(Analysis));

    async Task IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        await SqlAsync("""
            update mart.generation set export_generation = 1;
            insert into mart.generation select g, published_at, as_of_date, sources, counts, match_rates, case when g < 4 then 3 end from mart.generation, generate_series(3, 4) g;
            """);
        foreach (var generation in new[] { 1, 3, 9 }) Write(generation);
        await File.WriteAllTextAsync(Path.Combine(Data, "secret.txt"), "secret");
        await File.WriteAllTextAsync(Path.Combine(Data, "exports", "3", "unlisted.parquet"), "unlisted");
    }

    private void Write(int generation)
    {
        var folder = Path.Combine(Data, "exports", generation.ToString(CultureInfo.InvariantCulture));
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
