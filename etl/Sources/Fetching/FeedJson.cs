using System.Text.Json;

namespace PersonEtl.Etl.Sources.Fetching;

/// <summary>Reads the answers of change feeds, which must be what is expected before anything is landed.</summary>
internal static class FeedJson
{
    /// <param name="source">Whose answer it is.</param>
    /// <param name="answer">The bytes that came.</param>
    /// <param name="expected">What it should be, for the message.</param>
    /// <param name="read">Takes it apart; null, or what <see cref="JsonElement"/> throws, says that it is another.</param>
    /// <exception cref="BadInputException">It is no JSON, or another.</exception>
    public static T Read<T>(SourceName source, byte[] answer, string expected, Func<JsonElement, T?> read)
        where T : class
    {
        ReadOnlyMemory<byte> json = answer;
        if (json.Span.StartsWith("\uFEFF"u8)) json = json[3..];
        try
        {
            using var document = JsonDocument.Parse(json);
            if (read(document.RootElement) is { } page) return page;
        }
        catch (JsonException)
        {
            // its message may quote the answer
            throw new BadInputException("json-broken", $"{source.Text()}: expected {expected} as JSON, found something else or a part of it.");
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            // told below
        }
        throw new BadInputException("json-shape", $"{source.Text()}: expected {expected}, found JSON of another shape.");
    }

    /// <summary>The only property of a name; one that stands twice is none, for nobody knows which counts.</summary>
    public static JsonElement Only(this JsonElement json, string name) => json.EnumerateObject().Single(p => p.NameEquals(name)).Value;
}
