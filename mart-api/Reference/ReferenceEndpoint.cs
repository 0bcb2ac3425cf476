using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using PersonEtl.MartApi.Access;
using PersonEtl.MartApi.Mart;
using PersonEtl.MartApi.Web;

namespace PersonEtl.MartApi.Reference;

/// <summary><c>GET /v1/reference/…</c>: codes and names valid on a date, as JSON or CSV.</summary>
internal static class ReferenceEndpoint
{
    public static void MapReference(this IEndpointRouteBuilder routes)
    {
        foreach (var table in ReferenceTable.All)
        {
            routes.MapGet("/v1/reference/" + table.Name, (HttpContext http, MartDatabase database, string? asOf, string? format) => Answer(http, database, table, asOf, format))
                .RequireAuthorization(AccessPolicy.AnyScope)
                .WithTags("Reference").WithName("get" + string.Concat(table.Name.Split('-').Select(w => char.ToUpperInvariant(w[0]) + w[1..])))
                .WithSummary(table.Meaning)
                .WithDescription("Rows valid on `asOf`, a date; without it, on the generation's as-of date. CSV (UTF-8, comma, header) with `Accept: text/csv` or `format=csv`.")
                .Answers(StatusCodes.Status200OK, "The rows valid on the date.", "Reference." + table.Name, Problem.InvalidRequest);
        }
    }

    private static async Task Answer(HttpContext http, MartDatabase database, ReferenceTable table, string? asOf, string? format)
    {
        var ct = http.RequestAborted;
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        DateOnly date = default;
        if (asOf is not null && !DateOnly.TryParseExact(asOf, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date)) errors["asOf"] = "Expected a date as YYYY-MM-DD, found something else.";
        if (format is not (null or "csv" or "json")) errors["format"] = "Expected csv or json, found something else.";
        if (errors.Count > 0)
        {
            await http.Response.WriteProblem(Problem.InvalidRequest, errors);
            return;
        }

        await using var reading = await MartReading.Begin(database, ct);
        if (asOf is null) date = reading.Snapshot.AsOfDate;
        await using var command = new NpgsqlCommand(table.Query) { Parameters = { new() { ParameterName = "asOf", Value = date, NpgsqlDbType = NpgsqlDbType.Date } } };
        await using var rows = await reading.Stream(command, ct);
        reading.Snapshot.WriteHeaders(http.Response);
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.Headers.Vary = "Accept";
        if (format == "csv" || (format is null && AcceptsCsv(http.Request))) await CsvAnswer.Write(http.Response, table, rows, ct);
        else await Json(http.Response, table, date, rows, ct);
    }

    private static bool AcceptsCsv(HttpRequest request) =>
        request.GetTypedHeaders().Accept.Any(a => a.MediaType == "text/csv" && a.Quality is not 0)
        && !request.GetTypedHeaders().Accept.Any(a => a.MediaType == "application/json" && (a.Quality ?? 1) > 0);

    private static async Task Json(HttpResponse response, ReferenceTable table, DateOnly date, NpgsqlDataReader rows, CancellationToken ct)
    {
        response.ContentType = "application/json";
        await using var json = new System.Text.Json.Utf8JsonWriter(response.BodyWriter, JsonAnswer.Options);
        json.WriteStartObject();
        json.WriteString("asOf", date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteStartArray("rows");
        while (await rows.ReadAsync(ct))
        {
            json.WriteStartObject();
            foreach (var (column, name) in table.Properties.Index())
            {
                if (await rows.IsDBNullAsync(column, ct)) json.WriteNull(name);
                else json.WriteString(name, rows.GetString(column));
            }
            json.WriteEndObject();
            if (json.BytesPending > 32 * 1024) await json.FlushAsync(ct);
        }
        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(ct);
        await response.BodyWriter.FlushAsync(ct);
    }
}
