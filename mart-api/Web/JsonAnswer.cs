using System.Text.Encodings.Web;
using System.Text.Json;

namespace PersonEtl.MartApi.Web;

/// <summary>Writes an answer as JSON: UTF-8, with letters as letters.</summary>
internal static class JsonAnswer
{
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task WriteJson(this HttpResponse response, Action<Utf8JsonWriter> write, CancellationToken ct, string contentType = "application/json")
    {
        response.ContentType = contentType;
        var writer = new Utf8JsonWriter(response.BodyWriter, Options);
        await using (writer.ConfigureAwait(false))
        {
            write(writer);
            await writer.FlushAsync(ct);
        }
        await response.BodyWriter.FlushAsync(ct);
    }
}
