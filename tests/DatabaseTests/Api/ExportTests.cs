using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace PersonEtl.DatabaseTests.Api;

public sealed class ExportTests(ExportServer api) : IClassFixture<ExportServer>
{
    private const string Latest = "/v1/exports/latest/analysis/person/part-000.parquet";

    [Fact]
    public async Task Published_exports_are_listed_newest_first_with_the_files_of_the_scope()
    {
        var analysis = await api.JsonAsync("exports", "/v1/exports");
        var identified = await api.JsonAsync("exports-identified", "/v1/exports");

        Assert.Equal(["3 true", "1 false"], analysis["exports"]!.AsArray().Select(e => $"{e!["generation"]} {e["latest"]!.ToJsonString()}"));
        Assert.Equal(["4 3"], analysis["changes"]!.AsArray().Select(e => $"{e!["generation"]} {e["base"]}"));
        Assert.Equal(["/v1/exports/3/analysis/person/part-000.parquet"], analysis["exports"]![0]!["files"]!.AsArray().Select(f => (string?)f!["href"]));
        Assert.Equal(["analysis", "identified"], identified["exports"]![0]!["files"]!.AsArray().Select(f => (string?)f!["variant"]));
        Assert.Equal(ExportServer.AnalysisHash, (string?)analysis["exports"]![0]!["files"]![0]!["sha256"]);
    }

    [Fact]
    public async Task A_file_comes_whole_with_its_hash_as_tag_and_digest()
    {
        using var response = await GetAsync("exports", Latest);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(ExportServer.Analysis, await response.Content.ReadAsByteArrayAsync());
        Assert.Equal($"\"{ExportServer.AnalysisHash}\"", response.Headers.ETag!.Tag);
        Assert.False(response.Headers.ETag.IsWeak);
        Assert.Equal($"sha-256=:{Convert.ToBase64String(SHA256.HashData(ExportServer.Analysis))}:", response.Headers.GetValues("Repr-Digest").Single());
        Assert.Equal("/v1/exports/3/analysis/person/part-000.parquet", response.Content.Headers.ContentLocation!.ToString());
        Assert.Equal("bytes", response.Headers.AcceptRanges.Single());
        Assert.True(response.Headers.CacheControl is { Private: true, NoCache: true });
        Assert.Equal("4", response.Headers.GetValues("Mart-Generation").Single());
    }

    [Fact]
    public async Task Head_tells_the_length_and_sends_nothing()
    {
        using var response = await GetAsync("exports", Latest, r => r.Method = HttpMethod.Head);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(1000, response.Content.Headers.ContentLength);
        Assert.Equal($"\"{ExportServer.AnalysisHash}\"", response.Headers.ETag!.Tag);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData(0, 3, "0-3", 4)]
    [InlineData(990, null, "990-999", 10)]
    [InlineData(null, 8, "992-999", 8)]
    public async Task A_range_is_that_part_of_the_file(int? from, int? to, string expected, int length)
    {
        using var response = await GetAsync("exports", Latest, r => r.Headers.Range = new(from, to));

        Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
        Assert.Equal($"bytes {expected}/1000", response.Content.Headers.ContentRange!.ToString());
        var start = int.Parse(expected.Split('-')[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(ExportServer.Analysis[start..(start + length)], await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_range_beyond_the_end_is_a_problem()
    {
        using var response = await GetAsync("exports", Latest, r => r.Headers.Range = new(5000, 6000));

        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, response.StatusCode);
        Assert.Equal("urn:personetl:problem:range-not-satisfiable", (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["type"]);
    }

    [Fact]
    public async Task If_range_with_another_tag_gives_the_whole_file()
    {
        using var same = await GetAsync("exports", Latest, r => (r.Headers.Range, r.Headers.IfRange) = (new(0, 3), new($"\"{ExportServer.AnalysisHash}\"")));
        using var other = await GetAsync("exports", Latest, r => (r.Headers.Range, r.Headers.IfRange) = (new(0, 3), new("\"another\"")));

        Assert.Equal(HttpStatusCode.PartialContent, same.StatusCode);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        Assert.Equal(1000, (await other.Content.ReadAsByteArrayAsync()).Length);
    }

    [Fact]
    public async Task A_known_file_is_304()
    {
        using var response = await GetAsync("exports", Latest, r => r.Headers.IfNoneMatch.Add(new EntityTagHeaderValue($"\"{ExportServer.AnalysisHash}\"")));

        Assert.Equal(HttpStatusCode.NotModified, response.StatusCode);
    }

    [Fact]
    public async Task The_manifest_is_whole_for_the_identified_scope_and_without_identified_files_for_the_other()
    {
        var analysis = await api.JsonAsync("exports", "/v1/exports/latest/manifest.json");
        using var identified = await GetAsync("exports-identified", "/v1/exports/3/manifest.json");
        var onDisk = await File.ReadAllBytesAsync(Path.Combine(api.Data, "exports", "3", "manifest.json"));

        Assert.Single(analysis["files"]!.AsArray());
        Assert.Single(analysis["tables"]!.AsArray());
        Assert.DoesNotContain("identified", analysis.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(onDisk, await identified.Content.ReadAsByteArrayAsync());
        Assert.Equal($"\"{Convert.ToHexStringLower(SHA256.HashData(onDisk))}\"", identified.Headers.ETag!.Tag);
    }

    [Theory]
    [InlineData("exports-identified", "/v1/exports/3/identified/person/part-000.parquet", HttpStatusCode.OK)]
    [InlineData("exports-identified", "/v1/exports/1/analysis/person/part-000.parquet", HttpStatusCode.OK)]
    [InlineData("exports", "/v1/exports/3/identified/person/part-000.parquet", HttpStatusCode.NotFound)]
    [InlineData("exports", "/v1/exports/9/analysis/person/part-000.parquet", HttpStatusCode.NotFound)]
    [InlineData("exports", "/v1/exports/2/analysis/person/part-000.parquet", HttpStatusCode.NotFound)]
    [InlineData("exports", "/v1/exports/newest/analysis/person/part-000.parquet", HttpStatusCode.NotFound)]
    [InlineData("exports", "/v1/exports/3/unlisted.parquet", HttpStatusCode.NotFound)]
    [InlineData("exports", "/v1/exports/3/", HttpStatusCode.OK)]
    [InlineData("exports", "/v1/exports/2", HttpStatusCode.NotFound)]
    [InlineData("exports", "/v1/exports/9", HttpStatusCode.NotFound)]
    [InlineData("exports", "/v1/exports/4/changes-4.parquet", HttpStatusCode.OK)]
    [InlineData("exports", "/v1/exports/4/changes-3.parquet", HttpStatusCode.NotFound)]
    [InlineData("exports", "/v1/exports/4/analysis/person/part-000.parquet", HttpStatusCode.NotFound)]
    [InlineData("exports", "/v1/exports/3/analysis/../identified/person/part-000.parquet", HttpStatusCode.NotFound)]
    [InlineData("exports", "/v1/exports/3/..%2f..%2fsecret.txt", HttpStatusCode.NotFound)]
    [InlineData("exports", "/v1/exports/3/%2e%2e/%2e%2e/secret.txt", HttpStatusCode.NotFound)]
    [InlineData("exports", "/v1/exports/..%2f/secret.txt", HttpStatusCode.NotFound)]
    [InlineData("exports", "/v1/exports/3/analysis//person/part-000.parquet", HttpStatusCode.NotFound)]
    [InlineData("exports", "/v1/exports/3/ANALYSIS/person/part-000.parquet", HttpStatusCode.NotFound)]
    public async Task Only_what_a_published_manifest_lists_and_the_scope_opens_is_served(string scope, string path, HttpStatusCode expected)
    {
        using var response = await GetAsync(scope, path);

        Assert.Equal(expected, response.StatusCode);
        if (expected == HttpStatusCode.NotFound) Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_file_of_another_length_than_its_manifest_says_is_not_served()
    {
        var place = Path.Combine(api.Data, "exports", "1", "identified", "person", "part-000.parquet");
        await File.WriteAllBytesAsync(place, ExportServer.Identified[..100]);
        try
        {
            using var response = await GetAsync("exports-identified", "/v1/exports/1/identified/person/part-000.parquet");
            Assert.Equal("urn:personetl:problem:export-damaged", (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["type"]);
        }
        finally
        {
            await File.WriteAllBytesAsync(place, ExportServer.Identified);
        }
    }

    private async Task<HttpResponseMessage> GetAsync(string scope, string path, Action<HttpRequestMessage>? with = null)
    {
        using var client = api.Client(scope);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        with?.Invoke(request);
        return await client.SendAsync(request);
    }
}
