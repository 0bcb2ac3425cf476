using System.Text.Json;
using PersonEtl.Etl.Sources.Fetching;

namespace PersonEtl.Etl.Sources.Freg;

/// <summary>An event of FREG's feed: its number, whose it is, and the archived document of the person as it was after it, if there is one.</summary>
internal sealed record FregEvent(long Number, string? Person, string? Document)
{
    private const int LongestId = 64;

    /// <summary>A page of the feed, in the order of its numbers.</summary>
    /// <exception cref="BadInputException">It is no such page.</exception>
    public static IReadOnlyList<FregEvent> ReadPage(byte[] answer) => FeedJson.Read(SourceName.Freg, answer, "an array of events with sekvensnummer and hendelse", json =>
    {
        FregEvent[] events = [.. json.EnumerateArray().Select(Read).OrderBy(e => e.Number)];
        return events.DistinctBy(e => e.Number).Count() == events.Length ? events : null;
    });

    private static FregEvent Read(JsonElement json)
    {
        var content = json.Only("hendelse");
        var document = Text(content, "persondokument");
        // it is sent back in a question: nothing but an id may pass
        if (document is not null && (document.Length > LongestId || !document.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))) throw new FormatException();
        return new(json.Only("sekvensnummer").GetInt64(), Text(content, "folkeregisteridentifikator"), document);
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.GetString() is { Length: > 0 } text ? text : null;
}
