using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using PersonEtl.DatabaseTests.Nights;

namespace PersonEtl.DatabaseTests.Readers;

/// <summary>Downloads the newest export from the API: every file has the hash that was told, and all persons in it are of its generation.</summary>
internal sealed class DownloadReader(AlternatingNights nights, HttpClient client) : IMartReader
{
    private readonly string folder = Directory.CreateDirectory(Path.Combine(nights.At.Folders.Data, "download-" + Guid.NewGuid().ToString("N")[..8])).FullName;

    public async Task<int> ReadAsync()
    {
        using var answer = await client.GetAsync("/v1/exports/latest");
        var served = int.Parse(answer.Headers.GetValues("Mart-Generation").Single(), CultureInfo.InvariantCulture);
        if (answer.StatusCode == HttpStatusCode.Gone)
        {
            await MustHaveNoneAsync(served);
            return served;
        }
        answer.EnsureSuccessStatusCode();
        var latest = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        var generation = latest["generation"]!.GetValue<int>();
        var files = new List<string>();
        foreach (var file in latest["files"]!.AsArray().Where(f => (string?)f!["table"] == "person" && (string?)f["variant"] == "identified"))
        {
            await ReadersOf.PauseAsync();
            using var response = await client.GetAsync((string)file!["href"]!);
            if (response.StatusCode is HttpStatusCode.Gone or HttpStatusCode.NotFound)
            {
                await ReadersOf.MustBeOutrunAsync(nights, generation);
                return served;
            }
            response.EnsureSuccessStatusCode();
            var content = await response.Content.ReadAsByteArrayAsync();
            Assert.Equal((string?)file["sha256"], Convert.ToHexStringLower(SHA256.HashData(content)));
            files.Add(Path.Combine(folder, $"{files.Count}.parquet"));
            await File.WriteAllBytesAsync(files[^1], content);
        }
        Assert.NotEmpty(files);
        await ReadersOf.MustBeOfAsync(nights, generation, files);
        return served;
    }

    /// <summary>Somebody was hidden since the last export; or it was taken away while this asked.</summary>
    private async Task MustHaveNoneAsync(int served)
    {
        if ((await nights.At.ListAsync($"select export_generation from mart.generation where generation = {served} and export_generation is not null")) is [var export])
            await ReadersOf.MustBeOutrunAsync(nights, int.Parse(export, CultureInfo.InvariantCulture));
    }

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }
}
