using System.Globalization;
using System.Text.Json;
using Npgsql;

namespace PersonEtl.MartApi.Mart;

/// <summary>The generation that an answer was read from, in the answer's own transaction.</summary>
internal sealed record Snapshot(int Generation, DateOnly AsOfDate, DateTime PublishedAt, string Sources)
{
    /// <summary>The served generation, as every query of an answer begins.</summary>
    public const string Select = "select generation, as_of_date, published_at, sources::text as sources from mart.generation order by generation desc limit 1";

    public string AsOfText => AsOfDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The as-of instant of each source, by name.</summary>
    public IReadOnlyList<(string Source, DateTimeOffset AsOf)> SourceTimes =>
        [.. JsonSerializer.Deserialize<Dictionary<string, DateTimeOffset>>(Sources)!.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => (s.Key, s.Value))];

    /// <summary>The snapshot in the first columns of a row that has those of <see cref="Select"/>; null where nothing is published.</summary>
    public static Snapshot? Of(NpgsqlDataReader row) =>
        row.IsDBNull(0) ? null : new(row.GetInt32(0), row.GetFieldValue<DateOnly>(1), row.GetDateTime(2), row.GetString(3));

    public void WriteHeaders(HttpResponse response)
    {
        response.Headers["Mart-Generation"] = Generation.ToString(CultureInfo.InvariantCulture);
        response.Headers["Mart-As-Of"] = AsOfText;
        response.Headers["Mart-Sources"] = string.Join(", ", SourceTimes.Select(s => $"{s.Source}={s.AsOf.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFK", CultureInfo.InvariantCulture)}"));
    }
}
