using System.Buffers;
using System.Text;
using Npgsql;

namespace PersonEtl.MartApi.Reference;

/// <summary>Writes rows as CSV (RFC 4180): UTF-8, comma, a header; null is an empty field.</summary>
internal static class CsvAnswer
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    public static async Task Write(HttpResponse response, ReferenceTable table, NpgsqlDataReader rows, CancellationToken ct)
    {
        response.ContentType = "text/csv; charset=utf-8; header=present";
        response.Headers.ContentDisposition = $"inline; filename={table.Name}.csv";
        await using var text = new StreamWriter(response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 16 * 1024);
        await text.WriteAsync(string.Join(',', table.Properties) + "\r\n");
        while (await rows.ReadAsync(ct))
        {
            for (var column = 0; column < table.Properties.Count; column++)
            {
                if (column > 0) await text.WriteAsync(',');
                if (!await rows.IsDBNullAsync(column, ct)) await text.WriteAsync(Quoted(rows.GetString(column)));
            }
            await text.WriteAsync("\r\n");
        }
    }

    private static string Quoted(string value) => value.AsSpan().ContainsAny(Special) ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
}
