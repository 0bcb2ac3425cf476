using System.Net;
using System.Text.Json.Nodes;

namespace PersonEtl.DatabaseTests.Api;

public sealed class ExportWithdrawalTests(ExportServer api) : IClassFixture<ExportServer>, IAsyncLifetime
{
    private const string Whole = "/v1/exports/3/analysis/person/part-000.parquet";

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await api.SqlAsync("delete from mart.generation where generation > 4");
        foreach (var generation in new[] { 1, 3 }) api.Write(generation);
        api.WriteChanges(4, 3);
    }

    [Fact]
    public async Task After_a_generation_that_hides_no_earlier_whole_export_is_served_though_its_folder_is_still_there()
    {
        await PublishAsync(5, "hide", null);

        foreach (var path in new[] { "/v1/exports/latest", "/v1/exports/latest/manifest.json", "/v1/exports/3", "/v1/exports/1/manifest.json", Whole, "/v1/exports/1/analysis/person/part-000.parquet" })
        {
            var problem = await ProblemAsync(path, HttpStatusCode.Gone);
            Assert.True((string?)problem["type"] == "urn:personetl:problem:export-withdrawn", path);
            Assert.Contains("/v1/exports/latest", (string?)problem["wayOut"], StringComparison.Ordinal);
        }
        var list = await api.JsonAsync("exports", "/v1/exports");
        Assert.Empty(list["exports"]!.AsArray());
        Assert.Equal(["4"], list["changes"]!.AsArray().Select(c => c!["generation"]!.ToString()));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/v1/exports/4/changes-4.parquet"));
        var mart = await api.JsonAsync("exports", "/v1/mart");
        Assert.Equal("hide null true", $"{mart["kind"]} {mart["export"]?.ToString() ?? "null"} {mart["exportWithdrawn"]}");
    }

    [Fact]
    public async Task The_next_whole_export_is_the_latest_and_those_before_the_hiding_stay_withdrawn()
    {
        await PublishAsync(5, "hide", null);
        await PublishAsync(6, "full", 6);
        api.Write(6);
        try
        {
            Assert.Equal(6, (int)(await api.JsonAsync("exports", "/v1/exports/latest"))["generation"]!);
            Assert.Equal("urn:personetl:problem:export-withdrawn", (string?)(await ProblemAsync(Whole, HttpStatusCode.Gone))["type"]);
            Assert.Equal(["6"], (await api.JsonAsync("exports", "/v1/exports"))["exports"]!.AsArray().Select(c => c!["generation"]!.ToString()));
            Assert.False((bool)(await api.JsonAsync("exports", "/v1/mart"))["exportWithdrawn"]!);
        }
        finally
        {
            Directory.Delete(api.Folder(6), recursive: true);
        }
    }

    [Fact]
    public async Task Where_the_folder_was_removed_a_withdrawn_export_is_still_said_to_be_withdrawn()
    {
        await PublishAsync(5, "hide", null);
        Directory.Delete(api.Folder(3), recursive: true);

        Assert.Equal("urn:personetl:problem:export-withdrawn", (string?)(await ProblemAsync(Whole, HttpStatusCode.Gone))["type"]);
        Assert.Equal("urn:personetl:problem:export-withdrawn", (string?)(await ProblemAsync("/v1/exports/latest", HttpStatusCode.Gone))["type"]);
    }

    [Theory]
    [InlineData("/v1/exports/1")]
    [InlineData("/v1/exports/1/manifest.json")]
    [InlineData("/v1/exports/1/analysis/person/part-000.parquet")]
    [InlineData("/v1/exports/4/changes-4.parquet")]
    public async Task An_export_that_is_no_longer_kept_is_gone_and_says_how_to_go_on(string path)
    {
        foreach (var generation in new[] { 1, 4 }) Directory.Delete(api.Folder(generation), recursive: true);

        var problem = await ProblemAsync(path, HttpStatusCode.Gone);

        Assert.Equal("urn:personetl:problem:export-gone", (string?)problem["type"]);
        Assert.Contains("changesCursor", (string?)problem["wayOut"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_changes_of_a_whole_export_outlive_it()
    {
        Directory.Delete(api.Folder(1), recursive: true);
        api.WriteChanges(1, null);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/v1/exports/1/changes-1.parquet"));
        Assert.Equal("urn:personetl:problem:export-gone", (string?)(await ProblemAsync("/v1/exports/1/analysis/person/part-000.parquet", HttpStatusCode.Gone))["type"]);
        var list = await api.JsonAsync("exports", "/v1/exports");
        Assert.Equal(["3"], list["exports"]!.AsArray().Select(c => c!["generation"]!.ToString()));
        Assert.Equal(["4", "1"], list["changes"]!.AsArray().Select(c => c!["generation"]!.ToString()));
    }

    [Fact]
    public async Task A_rollback_without_an_export_has_no_latest_and_withdraws_none()
    {
        await PublishAsync(5, "rollback", null);

        Assert.Equal("urn:personetl:problem:export-gone", (string?)(await ProblemAsync("/v1/exports/latest/manifest.json", HttpStatusCode.Gone))["type"]);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(Whole));
        Assert.False((bool)(await api.JsonAsync("exports", "/v1/mart"))["exportWithdrawn"]!);
    }

    [Fact]
    public async Task Changes_have_a_manifest_that_names_the_export_they_build_on_for_either_scope()
    {
        foreach (var scope in new[] { "exports", "exports-identified" })
        {
            var manifest = await api.JsonAsync(scope, "/v1/exports/4/manifest.json");
            var one = await api.JsonAsync(scope, "/v1/exports/4");

            Assert.Equal(3, (int)manifest["base"]!);
            Assert.Equal("changes-4.parquet", (string?)Assert.Single(manifest["files"]!.AsArray())!["path"]);
            Assert.Equal("/v1/exports/4/changes-4.parquet", (string?)Assert.Single(one["files"]!.AsArray())!["href"]);
        }
    }

    [Fact]
    public async Task The_cursor_of_an_export_goes_on_with_the_changes_after_it()
    {
        async Task<IReadOnlyList<string>> AfterAsync(string export) =>
            ChangeServer.Lines(await api.JsonAsync("full-access", $"/v1/changes?after={(await api.JsonAsync("exports", export))["changesCursor"]}"));

        Assert.Equal(["4 1 ChangeInName name"], await AfterAsync("/v1/exports/latest"));
        Assert.Equal(["4 1 ChangeInName name"], await AfterAsync("/v1/exports/1"));
        Assert.Empty(await AfterAsync("/v1/exports/4"));
    }

    private Task PublishAsync(int generation, string kind, int? export) => api.SqlAsync($"""
        insert into mart.generation (generation, published_at, as_of_date, sources, counts, match_rates, export_generation, kind)
        select {generation}, published_at + interval '5 days', as_of_date, sources, counts, match_rates, {export?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "null"}, '{kind}' from mart.generation where generation = 1
        """);

    private async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var client = api.Client("exports");
        using var response = await client.GetAsync(path);
        return response.StatusCode;
    }

    private async Task<JsonNode> ProblemAsync(string path, HttpStatusCode expected)
    {
        using var client = api.Client("exports");
        using var response = await client.GetAsync(path);
        Assert.True(expected == response.StatusCode, $"{path}: {response.StatusCode}");
        Assert.True(response.Headers.Contains("Mart-Generation"), path);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }
}
