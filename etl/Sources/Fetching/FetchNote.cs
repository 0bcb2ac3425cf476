using System.Text.Json;

namespace PersonEtl.Etl.Sources.Fetching;

/// <summary>
/// What the last successful fetch of a source left, in <c>{landing}/.fetched/{source}.json</c>: when it was, which delivery holds what the
/// server has, and each answer by its address. A note that is lost or unreadable costs a whole fetch, nothing else.
/// </summary>
internal sealed record FetchNote(DateTimeOffset CheckedAt, string Delivery, IReadOnlyDictionary<string, KeptAnswer> Answers)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true };

    /// <summary>When the server last confirmed this very delivery, or null.</summary>
    public static DateTimeOffset? CheckedAtOf(Landing landing, Delivery delivery)
        => Read(landing, delivery.Manifest.Source) is { } note && string.Equals(note.Delivery, delivery.Name, StringComparison.Ordinal) ? note.CheckedAt : null;

    public static FetchNote? Read(Landing landing, SourceName source)
    {
        var path = PathOf(landing, source);
        if (!File.Exists(path)) return null;
        try
        {
            return JsonSerializer.Deserialize<FetchNote>(File.ReadAllBytes(path), Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public async Task WriteAsync(Landing landing, SourceName source, CancellationToken cancellationToken)
    {
        var path = PathOf(landing, source);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var whole = $"{path}.{Guid.NewGuid():N}";
        await File.WriteAllBytesAsync(whole, JsonSerializer.SerializeToUtf8Bytes(this, Json), cancellationToken);
        File.Move(whole, path, overwrite: true);
    }

    private static string PathOf(Landing landing, SourceName source) => Path.Combine(landing.Folder, ".fetched", source.Text() + ".json");
}
