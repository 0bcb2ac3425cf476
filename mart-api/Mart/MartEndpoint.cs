using System.Text.Json;
using PersonEtl.MartApi.Access;
using PersonEtl.MartApi.Web;

namespace PersonEtl.MartApi.Mart;

/// <summary><c>GET /v1/mart</c>: what is served, of what date, from which sources, and how well it matched.</summary>
internal static class MartEndpoint
{
    private const string Query = """
        select published_at, sources::text as sources, counts::text as counts, match_rates::text as match_rates, export_generation
        from mart.generation
        where generation = @generation
        """;

    public static void MapMart(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/mart", Answer).RequireAuthorization(AccessPolicy.AnyScope)
            .WithTags("Mart").WithName("getMart")
            .WithSummary("The generation that is served")
            .WithDescription("When it was published, the Norwegian date that current addresses are resolved at, the age of each source, rows per table, how many addresses were matched, and the full Parquet export that belongs to it (null: none).")
            .Answers(StatusCodes.Status200OK, "The served generation.", "Mart");

    private static async Task Answer(HttpContext http, MartDatabase database)
    {
        var ct = http.RequestAborted;
        await using var reading = await MartReading.Begin(database, ct);
        var row = (await reading.Rows<Row>(Query, new { generation = reading.Snapshot.Generation }, ct))[0];
        reading.Snapshot.WriteHeaders(http.Response);
        await http.Response.WriteJson(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("generation", reading.Snapshot.Generation);
            json.WriteString("publishedAt", row.PublishedAt);
            json.WriteString("asOfDate", reading.Snapshot.AsOfText);
            Copy(json, "sources", row.Sources);
            Copy(json, "counts", row.Counts);
            Copy(json, "matchRates", row.MatchRates);
            json.WritePropertyName("export");
            if (row.ExportGeneration is { } export) json.WriteNumberValue(export);
            else json.WriteNullValue();
            json.WriteEndObject();
        }, ct);
    }

    private static void Copy(Utf8JsonWriter json, string name, string stored)
    {
        using var value = JsonDocument.Parse(stored);
        json.WritePropertyName(name);
        value.RootElement.WriteTo(json);
    }

    /// <summary>The row of the served generation.</summary>
    private sealed class Row
    {
        public DateTime PublishedAt { get; set; }
        public string Sources { get; set; } = "";
        public string Counts { get; set; } = "";
        public string MatchRates { get; set; } = "";
        public int? ExportGeneration { get; set; }
    }
}
