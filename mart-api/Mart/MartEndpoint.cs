using System.Text.Json;
using PersonEtl.MartApi.Access;
using PersonEtl.MartApi.Web;

namespace PersonEtl.MartApi.Mart;

/// <summary><c>GET /v1/mart</c>: what is served, of what date, from which sources, and how well it matched.</summary>
internal static class MartEndpoint
{
    private const string Query = """
        select kind, changes, restored_generation, counts::text as counts, match_rates::text as match_rates, export_generation,
            export_generation is null and exists (
                select from mart.generation hiding
                where hiding.kind = 'hide' and hiding.export_generation is null
                    and hiding.generation > (select max(named.generation) from mart.generation named where named.export_generation is not null)
            ) as export_withdrawn
        from mart.generation
        where generation = @generation
        """;

    public static void MapMart(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/mart", Answer).RequireAuthorization(AccessPolicy.AnyScope)
            .WithTags("Mart").WithName("getMart")
            .WithSummary("The generation that is served")
            .WithDescription("When it was published and by what, the Norwegian date that current addresses are resolved at, the as-of instant of each source and its age at publication, rows per table, how many addresses were matched, how many changes it has in the public feed, and the full Parquet export that belongs to it or that its changes build on (null: none; `exportWithdrawn` tells that somebody in the last one has been protected since).")
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
            json.WriteString("kind", row.Kind);
            Number(json, "restoredGeneration", row.RestoredGeneration);
            json.WriteString("publishedAt", reading.Snapshot.PublishedAt);
            json.WriteString("asOfDate", reading.Snapshot.AsOfText);
            Copy(json, "sources", reading.Snapshot.Sources);
            json.WriteStartObject("sourceAges");
            foreach (var (source, asOf) in reading.Snapshot.SourceTimes) json.WriteNumber(source, (long)(reading.Snapshot.PublishedAt - asOf.UtcDateTime).TotalSeconds);
            json.WriteEndObject();
            Copy(json, "counts", row.Counts);
            Copy(json, "matchRates", row.MatchRates);
            json.WriteNumber("changes", row.Changes);
            Number(json, "export", row.ExportGeneration);
            json.WriteBoolean("exportWithdrawn", row.ExportWithdrawn);
            json.WriteEndObject();
        }, ct);
    }

    private static void Number(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number) json.WriteNumber(name, number);
        else json.WriteNull(name);
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
        public string Kind { get; set; } = "";
        public long Changes { get; set; }
        public int? RestoredGeneration { get; set; }
        public string Counts { get; set; } = "";
        public string MatchRates { get; set; } = "";
        public int? ExportGeneration { get; set; }
        public bool ExportWithdrawn { get; set; }
    }
}
