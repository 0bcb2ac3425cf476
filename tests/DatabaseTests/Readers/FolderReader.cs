using System.Data;
using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;
using PersonEtl.DatabaseTests.Nights;

namespace PersonEtl.DatabaseTests.Readers;

/// <summary>Reads the Parquet files of the served generation where they lie.</summary>
internal sealed class FolderReader(AlternatingNights nights) : IMartReader
{
    private readonly NpgsqlConnection connection = new(ReadersOf.ConnectionString(nights, pooling: false));

    public async Task<int> ReadAsync()
    {
        if (this.connection.State != ConnectionState.Open) await this.connection.OpenAsync();
        var (generation, export) = await ServedAsync();
        if (export is not { } number) return generation;
        await ReadersOf.PauseAsync();
        var copy = TestGuard.NewFolder();
        try
        {
            await ReadersOf.MustBeOfAsync(nights, number, await CopyAsync(Path.Combine(nights.At.Folders.Exports, $"{number}"), copy));
        }
        catch (IOException)
        {
            await ReadersOf.MustBeOutrunAsync(nights, number);
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
        return generation;
    }

    public ValueTask DisposeAsync() => this.connection.DisposeAsync();

    /// <summary>The generation, and its export; none when somebody was hidden since the last one.</summary>
    private async Task<(int Generation, int? Export)> ServedAsync()
    {
        await using var command = new NpgsqlCommand("select generation, export_generation from mart.generation order by generation desc limit 1", this.connection);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetInt32(0), reader.IsDBNull(1) ? null : reader.GetInt32(1));
    }

    private static async Task<List<string>> CopyAsync(string folder, string to)
    {
        using var manifest = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, "manifest.json")));
        var files = new List<string>();
        foreach (var file in manifest.RootElement.GetProperty("files").EnumerateArray())
        {
            var path = file.GetProperty("path").GetString()!;
            if (!path.StartsWith("identified/person/", StringComparison.Ordinal)) continue;
            var content = await File.ReadAllBytesAsync(Path.Combine(folder, path));
            Assert.Equal(file.GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(content)));
            files.Add(Path.Combine(to, $"{files.Count}.parquet"));
            await File.WriteAllBytesAsync(files[^1], content);
        }
        // a manifest whose tables were withdrawn
        if (files.Count == 0) throw new IOException("The export was withdrawn.");
        return files;
    }
}
