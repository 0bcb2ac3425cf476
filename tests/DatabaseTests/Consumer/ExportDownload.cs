using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace PersonEtl.DatabaseTests.Consumer;

/// <summary>Downloads the newest whole export: each file's length and hash are those of the manifest, and nothing is left when it is withdrawn meanwhile.</summary>
/// <param name="api">With a token for exports.</param>
/// <param name="variant">The set of files.</param>
/// <param name="folder">Where to.</param>
internal sealed class ExportDownload(HttpClient api, string variant, string folder)
{
    /// <summary>What happens between two files.</summary>
    public Func<Task> Between { get; init; } = () => Task.CompletedTask;

    /// <summary>The cursor that goes on after it; null where there is no export to be had before the next night.</summary>
    public async Task<string?> RunAsync()
    {
        Clear();
        if (await GetAsync("/v1/exports/latest") is not { } answer || JsonNode.Parse(answer) is not { } latest || await GetAsync((string)latest["manifest"]!) is not { } text) return null;
        var manifest = JsonNode.Parse(text)!;
        if ((bool)manifest["withdrawn"]!) return null;
        Assert.Equal($"generation:{latest["generation"]}", (string?)manifest["cursor"]);
        foreach (var file in manifest["files"]!.AsArray().Where(f => ((string)f!["path"]!).StartsWith(variant + "/", StringComparison.Ordinal)))
        {
            if (await GetAsync($"/v1/exports/{manifest["generation"]}/{file!["path"]}") is not { } content)
            {
                Clear();
                return null;
            }
            Assert.Equal((long)file["bytes"]!, content.Length);
            Assert.Equal((string?)file["sha256"], Convert.ToHexStringLower(SHA256.HashData(content)));
            var place = Path.Combine(folder, Path.GetRelativePath(variant, (string)file["path"]!));
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            await File.WriteAllBytesAsync(place, content);
            await Between();
        }
        await using var exported = await ExportedPersons.OpenAsync(folder);
        foreach (var table in manifest["files"]!.AsArray().Where(f => (string?)f!["variant"] == variant && (string?)f["table"] != "change").GroupBy(f => (string)f!["table"]!))
            Assert.Equal(table.Sum(f => (long)f!["rows"]!), await exported.CountAsync(table.Key));
        return (string?)latest["changesCursor"];
    }

    private void Clear()
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    /// <summary>Null when it is withdrawn, or kept no longer.</summary>
    private async Task<byte[]?> GetAsync(string path)
    {
        using var response = await api.GetAsync(path);
        if (response.StatusCode == HttpStatusCode.Gone) return null;
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsByteArrayAsync();
    }
}
